// The setup pages' pure half: what can be added, sent, imported, copied and scanned.
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { MAX_TEXT_BYTES, nameFromWords, sizeFault, textFault } from '@chapeau/client/elements/import/file'
import { previewOf } from '@chapeau/client/elements/import/preview'
import { codeFrom, faultsOf, formFrom, optionsFor, wishFromForm } from '@chapeau/client/elements/setup-form'
import { freshFrom, inOrder, invitationsFor, linesOf, uninvited } from '@chapeau/client/elements/setup-invitees'
import { inviteeName } from '@chapeau/client/elements/setup-names'
import { qrPath } from '@chapeau/client/elements/setup-qr'
import { nameFromFile } from '@chapeau/shared/exchange/file-name'
import { isDelegationCode } from '@chapeau/shared/ids'
import { PRESET_RIGHTS, type Delegation, type Role } from '@chapeau/shared/policy'
import type { InvitationAnswer } from '@chapeau/shared/protocol/api'
import { pngOf } from '../support/pictures.ts'
import { p, wordFile } from '../support/word.ts'

const delegation = (code: string, name = code): Delegation => ({
  code,
  name,
  aliases: [],
  preset: 'member',
  rights: PRESET_RIGHTS.member,
  members: [],
})

const invitation = (id: string, role: Role, code: string | null, more: Partial<InvitationAnswer> = {}): InvitationAnswer => ({
  id,
  role,
  delegation: code,
  createdAt: '2026-03-14T09:00:00.000Z',
  revokedAt: null,
  expiresAt: null,
  ...more,
})

const SITTING = [delegation('RUS', 'Russian Federation'), delegation('EU', 'European Union')]

describe('UI-62 adding delegations', () => {
  it('UI-62 offers parties of the ready list and, last, one of one’s own', () => {
    const options = optionsFor('russia', SITTING)
    expect(options[0]).toMatchObject({ kind: 'party', candidate: { code: 'RUS' }, added: true })
    expect(options.at(-1)).toEqual({ kind: 'own', typed: 'russia' })
  })

  it.each(['USA, JPN, EU', 'usa; Japan;eu', 'USA\nJapan\nEuropean Union\n', 'USA,USA,JPN'])('UI-62 takes several at once: %j', (typed) => {
    const [option, ...others] = optionsFor(typed, SITTING)
    expect(others).toEqual([])
    expect(option).toMatchObject({ kind: 'several', candidates: [{ code: 'USA' }, { code: 'JPN' }], unknown: [] })
  })

  it('UI-62 names those of several that nobody is called by', () => {
    expect(optionsFor('USA, Atlantis, JPN', SITTING)[0]).toMatchObject({
      candidates: [{ code: 'USA' }, { code: 'JPN' }],
      unknown: ['Atlantis'],
    })
  })

  it('UI-62 offers nothing for nothing', () => expect(optionsFor('  ', SITTING)).toEqual([]))
})

describe('UI-63 a delegation of one’s own', () => {
  it.each([
    ['', 'Ports of the North', 'code'],
    ['CHAIR', 'The facilitator again', 'code'],
    ['ÉTÉ', 'Accents', 'code'],
    ['THIRTEEN-LONG', 'Too long', 'code'],
    ['rus', 'Somebody else', 'code'],
    ['NGO-1', ' ', 'name'],
    ['NGO-1', 'x'.repeat(201), 'name'],
  ])('UI-63 code %j and name %j: the %s is wrong', (code, name, field) => {
    expect(Object.keys(faultsOf({ code, name, preset: 'member' }, SITTING, null))).toEqual([field])
  })

  it('UI-63 keeps its own code when it is changed', () => {
    expect(faultsOf({ code: 'RUS', name: 'Russia', preset: 'member' }, SITTING, 'RUS')).toEqual({})
    expect(faultsOf({ code: 'RUS', name: 'Russia', preset: 'member' }, SITTING, 'EU')).toHaveProperty('code')
  })

  it('UI-63 changing a name loses neither other names nor members', () => {
    const former = { ...delegation('EU'), aliases: ['Union'], members: ['FRA'] }
    const wish = wishFromForm({ code: 'EU', name: ' European Union ', preset: 'observer' }, former)
    expect(wish).toEqual({ code: 'EU', name: 'European Union', preset: 'observer', aliases: ['Union'], members: ['FRA'] })
  })

  it.each([
    ['ICC', { code: 'ICC', name: '' }],
    ['Port workers', { code: '', name: 'Port workers' }],
  ])('UI-63 %j opens the form as %j', (typed, form) => expect(formFrom(typed)).toMatchObject(form))

  it('UI-63 a form without faults is one that the server takes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 16 }), fc.string({ maxLength: 20 }), (code, name) => {
        fc.pre(Object.keys(faultsOf({ code, name, preset: 'member' }, SITTING, null)).length === 0)
        const wish = wishFromForm({ code, name, preset: 'member' }, null)
        expect(isDelegationCode(wish.code) && wish.code === codeFrom(code) && wish.name !== '').toBe(true)
      }),
    )
  })
})

describe('UI-64 invitations', () => {
  const all = [
    invitation('1', 'observer', null),
    invitation('2', 'delegate', 'RUS'),
    invitation('3', 'delegate', 'EU', { revokedAt: '2026-03-14T10:00:00.000Z' }),
    invitation('4', 'delegate', 'RUS', { createdAt: '2026-03-14T11:00:00.000Z' }),
    invitation('5', 'chair', null),
  ]

  it('UI-64 stand by role and delegation, the newest first, revoked ones last', () => {
    expect(inOrder(all).map(({ id }) => id)).toEqual(['5', '4', '2', '1', '3'])
  })

  it('UI-64 a revoked one invites nobody', () => {
    expect([invitationsFor(all, 'RUS'), invitationsFor(all, 'EU')]).toEqual([2, 0])
    expect(uninvited(SITTING, all).map(({ code }) => code)).toEqual(['EU'])
  })

  it('UI-64 an observer’s invitation in a delegation’s name is none to speak for it', () => {
    expect(invitationsFor([invitation('1', 'observer', 'EU')], 'EU')).toBe(0)
  })

  it('UI-64 a link is there once, in the answer that made it', () => {
    expect(freshFrom(invitation('1', 'delegate', 'RUS'))).toBeNull()
    const links = [
      invitation('1', 'delegate', 'RUS', { link: 'http://host/join/a' }),
      invitation('2', 'chair', null, { link: 'http://host/join/b' }),
    ].flatMap((one) => freshFrom(one) ?? [])
    expect(linesOf(links)).toBe('Delegate · RUS\thttp://host/join/a\nFacilitator\thttp://host/join/b')
  })

  it('UI-64 are called by role and delegation', () => {
    expect(inviteeName({ role: 'observer', delegation: null })).toBe('Observer')
  })
})

describe('UI-65 QR codes', () => {
  it.each(['http://localhost:8080/join/abc', `https://texts.example.org/join/${'k'.repeat(43)}`])(
    'UI-65 the path of %s has its three finders and four modules of white around',
    (link) => {
      const { size, path } = qrPath(link)
      const dark = new Set<string>()
      for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
        for (let i = 0; i < Number(width); i++) dark.add(`${Number(x) + i} ${y}`)
      }
      const inside = [...dark].every((module) => module.split(' ').every((n) => Number(n) >= 4 && Number(n) < size - 4))
      expect(inside).toBe(true)
      // The three finders: a dark 7 by 7 frame in three corners, its ring of white inside, none in the fourth.
      const finder = (x: number, y: number): boolean =>
        dark.has(`${x} ${y}`) && dark.has(`${x + 6} ${y + 6}`) && !dark.has(`${x + 1} ${y + 1}`)
      expect([finder(4, 4), finder(size - 11, 4), finder(4, size - 11)]).toEqual([true, true, true])
      expect((size - 8 - 17) % 4).toBe(0)
    },
  )
})

describe('UI-66 files and pasted words', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

  const previewed = (file: Uint8Array, name = 'a.txt') => previewOf({ name, bytes: file }, { delegations: [] })
  const wordsOf = (file: Uint8Array): string[] => {
    const read = previewed(file)
    return read.ok ? read.paragraphs.map(({ words }) => words) : []
  }

  it('UI-66 reads UTF-8 with and without a mark, and UTF-16', () => {
    const utf16 = new Uint8Array([0xff, 0xfe, 0xe9, 0, 0x2e, 0])
    expect([bytes('é.'), new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('é.')]), utf16].map(wordsOf)).toEqual([['é.'], ['é.'], ['é.']])
  })

  it('UI-66 reads an old file as Windows-1252 and says so', () => {
    // Bytes from 0x80 to 0x9f would say more, but some releases of Node 20 take them for Latin-1.
    const old = new Uint8Array([0x6e, 0xe9, 0x2e])
    expect(wordsOf(old)).toEqual(['né.'])
    const read = previewed(old)
    expect(read.ok && read.findings.map(({ message }) => message).join()).toContain('Windows-1252')
  })

  it.each([
    ['an old Word document', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0])],
    ['a PDF', bytes('%PDF-1.7')],
    ['a rich text document', bytes('{\\rtf1')],
    ['not plain text', bytes('a\0b')],
    ['empty', new Uint8Array()],
    ['locked with a password', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('\0EncryptedPackage', 'utf16le')])],
    ['a picture', pngOf(2, 2)],
    ['no words', bytes(' \n\n ')],
    ['no words', wordFile(p(''))],
    ['XML', bytes('<?xml version="1.0"?><akomaNtoso/>')],
    ['a spreadsheet, slides or a zip archive', zipSync({ 'xl/workbook.xml': bytes('<workbook/>') })],
  ])('UI-66 says of %s what it is', (what, file) => {
    const read = previewed(file)
    expect(read.ok ? '' : read.message).toContain(what)
  })

  it('UI-66 a file larger than the server takes is not read', () => {
    expect(sizeFault(MAX_TEXT_BYTES, 'draft.txt')).toBe('')
    expect(sizeFault(MAX_TEXT_BYTES + 1, 'draft.txt')).toContain('draft.txt is larger than 8 MB')
  })

  it.each(['', ' \n\t'])('UI-66 %j has no words', (text) => expect(textFault(text)).not.toBe(''))

  it('UI-66 measures bytes, not characters', () => {
    expect(textFault('é'.repeat(MAX_TEXT_BYTES / 2))).toBe('')
    expect(textFault('é'.repeat(MAX_TEXT_BYTES / 2 + 1))).not.toBe('')
  })

  it.each([
    ['draft_rev-2.txt', 'draft rev-2'],
    ['Compilation 3.4.TXT', 'Compilation 3.4'],
    ['notes', 'notes'],
  ])('UI-66 %s is named %s', (file, name) => expect(nameFromFile(file)).toBe(name))

  it('UI-66 pasted words are named by their first line, cut at a word', () => {
    expect(nameFromWords('\n\n  Draft on harbours \nRecalling')).toBe('Draft on harbours')
    const name = nameFromWords('harbour '.repeat(30))
    expect(name).toMatch(/harbour…$/)
    expect(name.length).toBeLessThan(82)
  })
})
