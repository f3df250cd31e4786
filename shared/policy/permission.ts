// The answer to "may I?": yes, or which rule says no, in words for the person who asked.

export type Permission = { readonly ok: true } | { readonly ok: false; readonly rule: string; readonly message: string }

export const YES: Permission = { ok: true }

export const no = (rule: string, message: string): Permission => ({ ok: false, rule, message })
