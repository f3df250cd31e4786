// Who may do what (DESIGN 3 A4, A6, A7 and 4): pure tables for the server's decision and the page's buttons.
// The server decides again at execution; a greyed button prints the same message.
export * from './policy/acts.ts'
export * from './policy/parties.ts'
export * from './policy/permission.ts'
export * from './policy/rules.ts'
export * from './policy/write.ts'
