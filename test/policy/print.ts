// The policy of acts as a page for people: docs/policy.md is what this prints.
import { ACTS, type ActRow } from '@chapeau/shared/policy'

const CIRCLES: Readonly<Record<ActRow['by'], string>> = {
  desk: 'facilitator, secretariat',
  holder: 'its holder',
  named: 'its holder, or a co-sponsor whom somebody else named',
  sponsor: 'who may co-sponsor',
  writer: 'who may write in the text',
  party: 'who may take stands',
  stander: 'a delegation that takes stands',
  speaker: 'a delegation',
  delegate: 'anyone with a seat, observers aside',
}

export function printPolicy(): string {
  const rows = Object.entries(ACTS).map(([act, { rule, by, texts, inAgreed, states, checks = [] }]) =>
    [
      `\`${act}\``,
      rule,
      CIRCLES[by],
      texts.join(', '),
      states?.only.join(', ') ?? (inAgreed ? 'any' : 'not agreed'),
      checks.map(({ name }) => name).join('; '),
    ].join(' | '),
  )
  return [
    '# Who may do which act',
    '',
    'Printed from `shared/policy/acts.ts`, which server and page both ask; `npx vitest run test/policy -u` prints it anew. Observers act never.',
    'A refusal is found in the order of the columns.',
    '',
    '| act | rule | who | texts | paragraphs | also |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n')
}
