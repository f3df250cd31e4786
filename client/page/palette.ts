// The palette: everything the person can do here and now, by name, so that each act has a path from the keyboard.
import type { Permission } from '@chapeau/shared/policy'
import type { Wish } from '../connection/acts.ts'
import type { BracketView } from './bracket.ts'
import type { Button, Buttons } from './buttons.ts'
import type { ParagraphView, TextActions } from './ladder.ts'
import type { ShapeView } from './shape.ts'
import type { ToolEntry, ToolId } from './tools.ts'

export type PaletteDoes =
  | { readonly do: 'press'; readonly button: Button }
  | { readonly do: 'wish'; readonly wish: Wish }
  | { readonly do: 'tool'; readonly tool: ToolId }
  /** It asks for words first, where its button is. */
  | { readonly do: 'reveal'; readonly id: string }

export interface PaletteCommand {
  readonly id: string
  readonly name: string
  /** What it is about. */
  readonly about: string
  readonly key: string
  readonly permission: Permission
  readonly does: PaletteDoes
}

export interface PaletteInput {
  readonly bracket: BracketView | null
  readonly buttons: Buttons
  readonly paragraph: ParagraphView | null
  readonly shape: ShapeView | null
  readonly actions: TextActions
  readonly tools: readonly ToolEntry[]
}

const YES: Permission = { ok: true }

/** All commands, the nearest at hand first: the bracket's, its paragraph's, the text's, then the tools. */
export function paletteOf({ bracket, buttons, paragraph, shape, actions, tools }: PaletteInput): PaletteCommand[] {
  return [
    ...(bracket === null ? [] : ofBracket(bracket, buttons)),
    ...(paragraph === null ? [] : ofParagraph(paragraph)),
    ...(shape === null || paragraph === null ? [] : ofShape(shape, paragraph)),
    ...ofText(actions),
    ...tools.map(({ id, name, says }): PaletteCommand => ({
      id: `tool-${id}`,
      name,
      about: says,
      key: '',
      permission: YES,
      does: { do: 'tool', tool: id },
    })),
  ]
}

/** Commands whose name or matter holds every word typed, in their order. */
export function matching(commands: readonly PaletteCommand[], typed: string): PaletteCommand[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ name, about }) => {
    const text = `${name} ${about}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function ofBracket({ title }: BracketView, { decide, stand, own }: Buttons): PaletteCommand[] {
  return [...decide, ...stand, ...own].map((button) => ({
    id: button.id,
    name: button.label,
    about: title,
    key: button.key ?? '',
    permission: button.permission,
    does: button.asks === null ? { do: 'press', button } : { do: 'reveal', id: button.id },
  }))
}

function ofParagraph({ row, steps, reopen, correct, voice }: ParagraphView): PaletteCommand[] {
  const about = row.label === '' ? row.words : row.label
  const command = (id: string, name: string, permission: Permission, does: PaletteDoes): PaletteCommand => ({
    id,
    name: `Paragraph: ${name}`,
    about,
    key: '',
    permission,
    does,
  })
  return [
    ...steps
      .filter(({ current }) => !current)
      .map(({ state, name, permission, wish }) => command(`state-${state}`, name, permission, { do: 'wish', wish })),
    ...(reopen === null ? [] : [command('reopen', 'Reopen…', reopen, { do: 'reveal', id: 'reopen' })]),
    ...(correct === null ? [] : [command('correct', 'Correct a slip…', correct, { do: 'reveal', id: 'correct' })]),
    ...voice.map(({ id, label, permission, wish, asks }) =>
      command(id, label, permission, asks === null ? { do: 'wish', wish } : { do: 'reveal', id }),
    ),
  ]
}

function ofShape({ buttons, open, move, retype, proposes, places }: ShapeView, { row }: ParagraphView): PaletteCommand[] {
  const about = row.label === '' ? row.words : row.label
  const command = (id: string, name: string, permission: Permission, does: PaletteDoes): PaletteCommand => ({
    id,
    name: `${proposes ? 'Propose' : 'Paragraph'}: ${name}`,
    about,
    key: '',
    permission,
    does,
  })
  const reveal = (id: string): PaletteDoes => ({ do: 'reveal', id })
  return [
    ...buttons.map(({ id, label, permission, wish }) => command(id, label, permission, wish === null ? reveal(id) : { do: 'wish', wish })),
    ...(buttons.length === 0 || places.length === 0 ? [] : [command('shape-move', 'Move to…', move, reveal('shape-move'))]),
    ...(buttons.length === 0 ? [] : [command('shape-kind', 'Kind and level…', retype, reveal('shape-kind'))]),
    ...open.flatMap(({ by, words, buttons: on }) =>
      on.map(({ id, label, permission, wish }) => ({
        ...command(id, '', permission, wish === null ? reveal(id) : { do: 'wish', wish }),
        name: `${label}: ${words} – ${by}`,
      })),
    ),
  ]
}

function ofText({ undo, caveat }: TextActions): PaletteCommand[] {
  const commands: PaletteCommand[] = []
  if (undo !== null)
    commands.push({
      id: 'undo',
      name: 'Undo the last decision',
      about: `no. ${undo.seq} of the record`,
      key: 'U',
      permission: undo.permission,
      does: { do: 'wish', wish: { act: 'undo', seq: undo.seq } },
    })
  if (caveat !== null)
    commands.push({
      id: 'caveat',
      name: caveat.on ? 'Print the caveat no longer' : 'Print the caveat',
      about: 'Nothing is agreed until everything is agreed',
      key: '',
      permission: caveat.permission,
      does: { do: 'wish', wish: { act: 'caveat', on: !caveat.on } },
    })
  return commands
}
