// The environment as the server reads it: what it leaves out, what it may say, and what is refused by name.
import { ConfigError, readConfig } from '@chapeau/server/config'
import { describe, expect, test } from 'vitest'

const DEFAULTS = { port: 8080, host: '127.0.0.1', dataDir: './data' }

describe('settings', () => {
  test.each([
    ['nothing', {}, DEFAULTS],
    ['blanks', { PORT: '', HOST: ' ', DATA_DIR: '' }, DEFAULTS],
    ['other variables', { HOME: '/home/someone' }, DEFAULTS],
    ['a port', { PORT: '3000' }, { ...DEFAULTS, port: 3000 }],
    ['any free port', { PORT: '0' }, { ...DEFAULTS, port: 0 }],
    ['the last port', { PORT: '65535' }, { ...DEFAULTS, port: 65_535 }],
    ['every address', { HOST: '0.0.0.0' }, { ...DEFAULTS, host: '0.0.0.0' }],
    ['an IPv6 address', { HOST: '::1' }, { ...DEFAULTS, host: '::1' }],
    ['a folder with a space', { DATA_DIR: '/srv/the record' }, { ...DEFAULTS, dataDir: '/srv/the record' }],
  ])('%s', (_, environment, config) => {
    expect(readConfig(environment)).toEqual(config)
  })

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', 'eighty'],
    ['HOST', 'http://localhost'],
    ['HOST', 'two names'],
  ])('%s=%s is refused, by name and value', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(`  ${name} must be`)
    expect(() => readConfig({ [name]: value })).toThrow(JSON.stringify(value))
  })

  test('all faults are told at once', () => {
    expect(() => readConfig({ PORT: 'x', HOST: '/' })).toThrow(/PORT must .*\n.*HOST must /)
  })
})
