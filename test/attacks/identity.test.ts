// Who somebody is on the wire: hello games, borrowed and dead ids, seats that end and rights that change while a socket
// is open.
import { newClientId, SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import { updateFrame } from '@chapeau/server/sync/frames'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { besiege, frameOf, TEXT, twinOf } from '../support/besieged.ts'
import { Desk } from '../support/desk.ts'
import { joinWith } from '../support/server.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

describe('SY-4 AU-2 hello', () => {
  test('for the client id of somebody who is here: refused, and what is signed with it too [X27]', async () => {
    const { rus, eu, holds } = await besiege()
    await holds(
      async () => {
        rus.hello({ clientIDs: [eu.doc.clientID] })
        await rus.until(() => rus.refused.length === 1)
        rus.send(frameOf(twinOf(rus, eu.doc.clientID), (body) => body.insert(4, 'EVIL')))
        await rus.until(() => rus.refused.length === 2)
        expect(rus.refused).toMatchObject([
          { rule: 'AU-2', clientId: eu.doc.clientID },
          { rule: 'AU-2', clientId: eu.doc.clientID },
        ])
      },
      { entries: ['refused RUS'] },
    )
  })
  test('for the client id of somebody who has left: it stays theirs [X27]', async () => {
    const { rus, eu, holds, desk } = await besiege()
    const usa = await desk('USA')
    usa.propose('USA', ' all', 'should')
    await eu.until(() => eu.text.includes('[ all – USA]'))
    usa.close()
    await holds(async () => {
      rus.hello({ clientIDs: [usa.doc.clientID] })
      await rus.until(() => rus.refused.length === 1)
    })
  })
  test.each([
    ['of the server’s range', SERVER_CLIENT_IDS_FROM + 5],
    ['of those who laid the text', 0xf000_0001],
  ])('for a client id %s [D5]', async (_, clientId) => {
    const { rus, holds } = await besiege()
    await holds(
      async () => {
        rus.hello({ clientIDs: [clientId] })
        await rus.until(() => rus.refused.length === 1)
        rus.send(frameOf(twinOf(rus, clientId), (body) => body.insert(4, 'EVIL')))
        await rus.until(() => rus.refused.length === 2)
      },
      { entries: ['refused RUS'] },
    )
  })
  test('words before it are refused, whoever they say that they are [X28]', async () => {
    const { eu, holds, desk } = await besiege()
    const mute = await desk('RUS', { hello: false })
    await holds(
      async () => {
        mute.send(frameOf(twinOf(mute), (body) => body.insert(4, 'EVIL')))
        mute.send(frameOf(twinOf(mute, eu.doc.clientID), (body) => body.insert(4, 'EVIL')))
        mute.send(frameOf(twinOf(mute), (body) => body.delete(4, 6)))
        await mute.until(() => mute.refused.length === 3)
      },
      { entries: ['refused RUS', 'refused RUS', 'refused RUS'] },
    )
  })
  test('behind the first words: the words are refused, those after it come in [X28]', async () => {
    const { eu, desk } = await besiege()
    const late = await desk('RUS', { hello: false })
    const first = twinOf(late)
    late.send(frameOf(first, (body) => body.insert(4, 'EVIL')))
    await late.until(() => late.refused.length === 1)
    late.hello({ clientIDs: [late.doc.clientID] })
    late.propose('RUS', ' all', 'should')
    await eu.until(() => eu.text.includes('[ all – RUS]'))
    expect(eu.text).not.toContain('EVIL')
  })
  test('for more client ids than any page has ends the connection [X43]', async () => {
    const { rus, holds } = await besiege()
    await holds(async () => {
      rus.hello({ clientIDs: Array.from({ length: 10_000 }, (_, n) => n + 5) })
      await rus.until(() => rus.closedWith !== null)
      expect(rus.closedWith).toBe(4400)
    })
  })
  test('for another delegation than one’s own [X32]', async () => {
    const { rus, holds } = await besiege()
    await holds(async () => {
      rus.hello({ clientIDs: [newClientId()], onBehalfOf: 'USA' })
      await rus.until(() => rus.refused.length === 1)
    })
    rus.propose('RUS', ' all', 'should')
    await rus.until(() => rus.saved >= rus.sent)
    expect(rus.text).toContain('[ all – RUS]')
  })
  test('a typist’s words are by whom its client id was bound for, not by whom it names last [X32]', async () => {
    const { eu, secretariat, record } = await besiege()
    const typist = await secretariat({ onBehalfOf: 'USA' })
    typist.hello({ clientIDs: [newClientId()], onBehalfOf: 'RUS' })
    typist.propose('USA', ' all', 'They should')
    await eu.until(() => eu.text.includes('[ all – USA]'))
    // A bracket in the name of the other, under the client id of the first.
    const body = typist.doc.getText('body')
    const bid = `RUS:${typist.doc.clientID}.77`
    typist.doc.transact(() => {
      const at = typist.find('report', 'behind')
      body.insertEmbed(at, { c: bid })
      body.insert(at, ' soon')
      body.insertEmbed(at, { o: bid, by: 'RUS', kind: 'ins' })
    })
    await eu.until(() => eu.text.includes(' soon'))
    expect(eu.text).toContain('[ soon – USA]')
    expect((await record()).map(({ entry }) => entry.by)).not.toContainEqual(expect.objectContaining({ onBehalfOf: 'RUS' }))
  })
  test('a client id bound for one delegation cannot be bound for another', async () => {
    const { secretariat } = await besiege()
    const typist = await secretariat({ onBehalfOf: 'USA' })
    typist.hello({ clientIDs: [typist.doc.clientID], onBehalfOf: 'RUS' })
    await typist.until(() => typist.refused.length === 1)
    expect(typist.refused[0]).toMatchObject({ rule: 'AU-2', clientId: typist.doc.clientID })
  })
})

describe('AU-2 captured and dead', () => {
  test('another’s update as it came over the wire, sent once more [X22]', async () => {
    const { rus, eu, holds } = await besiege()
    const captured: Uint8Array[] = []
    rus.doc.on('update', (update: Uint8Array) => captured.push(update))
    eu.propose('EU', ' all', 'should')
    await rus.until(() => rus.text.includes('[ all – EU]'))
    await holds(async () => {
      const { sent } = rus
      for (const update of captured) rus.send(updateFrame(update))
      await rus.until(() => rus.saved === sent + captured.length)
      expect(rus.refused).toEqual([])
    })
  })
  test('a victim’s client id does not die by what another signs with it', async () => {
    const { rus, eu, holds } = await besiege()
    await holds(
      async () => {
        const forged = twinOf(rus, eu.doc.clientID)
        forged.getMap('roles').set('EU', 'chair')
        rus.send(updateFrame(Y.encodeStateAsUpdate(forged, Y.encodeStateVector(rus.doc))))
        await rus.until(() => rus.refused.length === 1)
      },
      { entries: ['refused RUS'] },
    )
    expect(eu.refused).toEqual([])
  })
})

describe('SY-64 AU-4 seats and rights on open sockets', () => {
  test('of two sessions of one delegation the one that is revoked writes no more, although it does not hang up [X26]', async () => {
    const { server, meetingId, textId, rus, eu, chair } = await besiege()
    const lead = await chair()
    const invited = await lead.fetch(`/api/meetings/${meetingId}/invitations`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ role: 'delegate', delegation: 'RUS' }),
    })
    const { id, link } = (await invited.json()) as { id: string; link: string }
    const spy = new Desk(server, textId, await joinWith(server.url, link.split('/join/')[1]!, 'Second'))
    onTestFinished(() => spy.close())
    await spy.synced()
    spy.propose('RUS', ' all', 'should')
    await eu.until(() => eu.text.includes('[ all – RUS]'))
    // It does not read the close, and goes on sending.
    const line = spy.provider.ws as unknown as { pause(): void; terminate(): void }
    line.pause()
    onTestFinished(() => line.terminate())
    expect((await lead.fetch(`/api/meetings/${meetingId}/invitations/${id}`, { method: 'DELETE' })).status).toBe(204)
    spy.type(' too late', ' all')
    rus.propose('RUS', ' soon', 'report')
    await eu.until(() => eu.text.includes('[ soon – RUS]'))
    spy.type(' later still', ' too late')
    eu.propose('EU', ' well', 'act')
    await rus.until(() => rus.text.includes('[ well – EU]'))
    expect(eu.text).not.toContain('late')
    expect(rus.closedWith).toBeNull()
  })
  test('a delegation that loses the right to propose writes no more on its open socket, and again when it has it [X23]', async () => {
    const { meetingId, rus, eu, chair, holds } = await besiege()
    const lead = await chair()
    const preset = (name: string): Promise<Response> =>
      lead.fetch(`/api/meetings/${meetingId}/delegations`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify({ code: 'RUS', name: 'RUS', preset: name }),
      })
    const update = frameOf(twinOf(rus, rus.doc.clientID), (body) => {
      const at = rus.find('report', 'behind')
      const bid = `RUS:${rus.doc.clientID}.9`
      body.insertEmbed(at, { c: bid })
      body.insert(at, ' soon')
      body.insertEmbed(at, { o: bid, by: 'RUS', kind: 'ins' })
    })
    expect((await preset('stakeholder')).ok).toBe(true)
    await holds(
      async () => {
        rus.send(update)
        await rus.until(() => rus.refused.length === 1)
        expect(rus.refused[0]).toMatchObject({ rule: 'AU-4' })
      },
      { entries: ['refused RUS'] },
    )
    expect((await preset('member')).ok).toBe(true)
    rus.typeFor('RUS')
    rus.propose('RUS', ' all', 'They should')
    await eu.until(() => eu.text.includes('[ all – RUS]'))
  })
  test('an update from the time in preparation, sent by the chair after the text was issued, is a proposal [X23]', async () => {
    const { chair, eu, textId } = await besiege(TEXT.replace('[ now – USA]', ''), { status: 'preparation' })
    const lead = await chair()
    const free = frameOf(twinOf(lead, lead.doc.clientID), (body) => body.delete(lead.find('act'), 3))
    const issued = await lead.fetch(`/api/texts/${textId}/acts`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ id: crypto.randomUUID(), act: 'issue' }),
    })
    expect(issued.status).toBe(200)
    lead.send(free)
    eu.propose('EU', ' all', 'They should')
    await eu.until(() => eu.saved >= eu.sent)
    await lead.until(() => lead.text === eu.text)
    expect(eu.text).toContain('States should act.')
  })
})
