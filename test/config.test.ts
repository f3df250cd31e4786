// The environment as the server reads it: what it leaves out, what it may say, and what is refused by name.
import { readConfig } from '@chapeau/server/config'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const DEFAULTS = { port: 8080, host: '127.0.0.1', dataDir: resolve('data'), publicUrl: 'http://localhost:8080', logLevel: 'info' }

describe('UI-40 configuration', () => {
  test.each([
    ['nothing', {}, DEFAULTS],
    ['blanks', { PORT: '', HOST: ' ', DATA_DIR: '' }, DEFAULTS],
    ['other variables', { HOME: '/home/someone' }, DEFAULTS],
    ['a port', { PORT: '3000' }, { ...DEFAULTS, port: 3000, publicUrl: 'http://localhost:3000' }],
    ['the last port', { PORT: '65535' }, { ...DEFAULTS, port: 65_535, publicUrl: 'http://localhost:65535' }],
    ['every address', { HOST: '0.0.0.0' }, { ...DEFAULTS, host: '0.0.0.0' }],
    ['an address for others', { PUBLIC_URL: 'https://texts.example.org/' }, { ...DEFAULTS, publicUrl: 'https://texts.example.org' }],
    ['no Chromium', { CHROMIUM_PATH: 'none' }, { ...DEFAULTS, chromium: null }],
    ['a Chromium of its own', { CHROMIUM_PATH: process.execPath }, { ...DEFAULTS, chromium: process.execPath }],
    ['a folder with a space', { DATA_DIR: '/srv/the record' }, { ...DEFAULTS, dataDir: '/srv/the record' }],
  ])('%s', (_, environment, config) => {
    expect(readConfig(environment)).toMatchObject(config)
  })

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'eighty'],
    ['PUBLIC_URL', 'texts'],
    ['LOG_LEVEL', 'loud'],
    ['CHROMIUM_PATH', '/nowhere/chromium'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })
})
