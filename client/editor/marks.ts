// Bold, italic and underline; whether the words may be formatted is the policy's to say.
import type { MarkType } from 'prosemirror-model'
import type { Command } from 'prosemirror-state'

export const toggleMark =
  (type: MarkType): Command =>
  (state, dispatch) => {
    const { from, to, empty, $head } = state.selection
    if (empty) {
      const active = type.isInSet(state.storedMarks ?? $head.marks()) !== undefined
      dispatch?.(active ? state.tr.removeStoredMark(type) : state.tr.addStoredMark(type.create()))
      return true
    }
    const active = state.doc.rangeHasMark(from, to, type)
    dispatch?.(active ? state.tr.removeMark(from, to, type) : state.tr.addMark(from, to, type.create()))
    return true
  }
