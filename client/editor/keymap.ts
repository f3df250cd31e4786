// Keys of the editor (docs/spec.md, UI): every command has one, and the keys beside tokens never delete half a pair.
import { keymap } from 'prosemirror-keymap'
import { toggleMark } from './marks.ts'
import type { Command, Plugin } from 'prosemirror-state'
import type { CommandName } from './commands.ts'
import { deleteAcross, deleteWord, stepOver, toEdge } from './tokens.ts'
import { schema } from './schema.ts'

export interface KeyActions {
  run(name: CommandName): boolean
  undo(): boolean
  redo(): boolean
  /** Removes an own addition that holds nothing, when the caret stands in it. */
  removeEmpty(): boolean
}

/** Shortcuts as shown on buttons and in the help. */
export const SHORTCUTS: Readonly<Record<CommandName | 'undo' | 'redo', string>> = {
  bracket: '[',
  reserve: 'Mod-Alt-r',
  alternative: 'Mod-Alt-a',
  placeholder: 'Mod-Alt-h',
  newParagraph: 'Enter',
  flip: 'Mod-Alt-f',
  nextBracket: 'Alt-ArrowDown',
  previousBracket: 'Alt-ArrowUp',
  undo: 'Mod-z',
  redo: 'Mod-Shift-z',
}

export function keys(actions: KeyActions): Plugin {
  const command =
    (name: CommandName): Command =>
    () => {
      actions.run(name)
      return true
    }
  const chain =
    (...commands: Command[]): Command =>
    (state, dispatch, view) =>
      commands.some((each) => each(state, dispatch, view))
  const removeEmpty: Command = () => actions.removeEmpty()
  return keymap({
    Enter: command('newParagraph'),
    'Shift-Enter': command('newParagraph'),
    'Mod-Alt-r': command('reserve'),
    'Mod-Alt-a': command('alternative'),
    'Mod-Alt-h': command('placeholder'),
    'Mod-Alt-f': command('flip'),
    'Alt-ArrowDown': command('nextBracket'),
    'Alt-ArrowUp': command('previousBracket'),
    'Mod-z': () => actions.undo(),
    'Mod-Shift-z': () => actions.redo(),
    'Mod-y': () => actions.redo(),
    'Mod-b': toggleMark(schema.marks.bold),
    'Mod-i': toggleMark(schema.marks.italic),
    'Mod-u': toggleMark(schema.marks.underline),
    Backspace: chain(removeEmpty, stepOver(-1), deleteAcross(-1)),
    'Shift-Backspace': chain(removeEmpty, stepOver(-1), deleteAcross(-1)),
    Delete: chain(removeEmpty, stepOver(1), deleteAcross(1)),
    'Mod-Backspace': chain(removeEmpty, stepOver(-1), deleteWord(-1), deleteAcross(-1)),
    'Mod-Delete': chain(removeEmpty, stepOver(1), deleteWord(1), deleteAcross(1)),
    'Mod-Home': toEdge('start', false),
    'Mod-End': toEdge('end', false),
    'Mod-Shift-Home': toEdge('start', true),
    'Mod-Shift-End': toEdge('end', true),
  })
}
