// A line or more for every convention of negotiating texts, in words of our own: what stands in the source, how it reads afterwards in
// notation, what is told of it with its line, and which candidates of one place are found. Data of conventions.test.ts.

export interface Convention {
  /** As the list of conventions numbers it. */
  readonly id: string
  /** Lines of the source. */
  readonly source: readonly string[]
  /** Paragraphs in notation; `AS_IT_IS`: the source's own lines. */
  readonly reads: readonly string[] | typeof AS_IT_IS
  /** Line and kind of each finding. */
  readonly told?: readonly string[]
  readonly groups?: readonly string[]
}

export const AS_IT_IS = 'as it is'

export const CONVENTIONS: readonly Convention[] = [
  { id: 'B1', source: ['[Aware of the tides,]'], reads: AS_IT_IS },
  { id: 'B1', source: ['Berths [in winter] are free.'], reads: AS_IT_IS },
  { id: 'B2', source: ['Berths [for [all] ships] are [[quite] free].'], reads: AS_IT_IS },
  { id: 'B3', source: ['Berths[, where free,] are shared[.][, by rule.]'], reads: AS_IT_IS, groups: ['brackets 2 3'] },
  {
    id: 'B4',
    source: ['(a) [Where a berth is taken:', '(i) the pilot waits;', '(ii) the ship turns];'],
    reads: ['- (a)\t[Where a berth is taken:', '  - (i)\tthe pilot waits;', '  - (ii)\tthe ship turns];'],
  },
  {
    id: 'B5',
    source: ['Harbour[s and quays] of the authorit[y][ies] open; [e][E]very a[n] hour.'],
    reads: AS_IT_IS,
    groups: ['brackets 2 3', 'brackets 4 5'],
  },
  { id: 'B6', source: ['[4. Berths are free.]'], reads: ['[4.\tBerths are free.]'] },
  { id: 'B6', source: ['(b) [a tide gauge;]'], reads: ['- (b)\t[a tide gauge;]'] },
  { id: 'B7', source: ['The board [] [shall] meet.'], reads: ['The board [ ] [shall] meet.'], groups: ['brackets 1 2'] },
  { id: 'B8', source: ['II. [Tide tables] [Tides]'], reads: ['## II.\t[Tide tables] [Tides]'], groups: ['brackets 1 2'] },
  { id: 'A1', source: ['The board [shall] [may][can] meet.'], reads: AS_IT_IS, groups: ['brackets 1 2 3'] },
  { id: 'A2', source: ['[Masters]/ [Pilots] meet.'], reads: AS_IT_IS, groups: ['brackets 1 2'] },
  { id: 'A3', source: ['Masters should/shall meet for trade / wider trade.'], reads: AS_IT_IS, told: ['1 alternative', '1 alternative'] },
  {
    id: 'A4',
    source: ['It is [open to / compatible with] all, for [good ships - AA / ships - BB].'],
    reads: AS_IT_IS,
    told: ['1 alternative', '1 alternative'],
  },
  {
    id: 'A5',
    source: ['Option 1: {short}', 'Berths are free.', '', 'Option 2: Berths are let.'],
    reads: ['### Option 1:\t{short}', 'Berths are free.', 'Option 2:\tBerths are let.'],
    told: ['1 orientation'],
    groups: ['options 1 3 to 3'],
  },
  {
    id: 'A6',
    source: ['[9. Alt. 1. Berths are free.]', '', '[9. Alt. 2. Berths are let.]'],
    reads: ['[9.\tAlt. 1. Berths are free.]', '[9.\tAlt. 2. Berths are let.]'],
    told: ['3 sameLabel'],
    groups: ['brackets 1 2'],
  },
  {
    id: 'A7',
    source: ['Option 1: Berths are let.', '', 'Option 2: No text'],
    reads: ['Option 1:\tBerths are let.', 'Option 2:\tNo text'],
    groups: ['options 1 2 to 2'],
  },
  { id: 'A7', source: ['The board [No text.][shall] meet.'], reads: AS_IT_IS, told: ['1 nullMember'], groups: ['brackets 1 2'] },
  {
    id: 'A8',
    source: ['Option 1: Berths are free.', '', 'Option 2: Berths are let.', '', '{End of options}', '', 'Pilots wait.'],
    reads: ['Option 1:\tBerths are free.', 'Option 2:\tBerths are let.', '{End of options}', 'Pilots wait.'],
    told: ['5 orientation'],
    groups: ['options 1 2 to 2'],
  },
  { id: 'A9', source: ['The board [shall][will][other] meet.'], reads: AS_IT_IS, told: ['1 openMember'], groups: ['brackets 1 2 3'] },
  {
    id: 'A10',
    source: ['Choose one of the following alternatives:', '', 'a) [free berths]', '', 'b) [let berths]'],
    reads: ['Choose one of the following alternatives:', '- a)\t[free berths]', '- b)\t[let berths]'],
    groups: ['brackets 1 2'],
  },
  {
    id: 'A11',
    source: ['Option I: (paragraphs 4 and 4 bis)', '', 'Option II: (paragraph 5)'],
    reads: ['Option I:\t(paragraphs 4 and 4 bis)', 'Option II:\t(paragraph 5)'],
    groups: ['options 1 2 to 2'],
  },
  { id: 'P1', source: ['Berths [AA: always] open.'], reads: ['Berths [always – AA] open.'] },
  {
    id: 'P2',
    source: ['Berths [AA//BB/ CC: always] open [EU, Northland: now].'],
    reads: ['Berths [always – AA, BB, CC] open [now – EU, NOR].'],
  },
  {
    id: 'P3',
    source: [
      '[AA/BB propose, CC oppose: Berths open.] [AA/BB: oppose: Pilots wait.] [BBpropose: Ships turn.] [AA alternative proposal: They moor.]',
    ],
    reads: ['[Berths open. – AA, BB] [Pilots wait. – delete, AA, BB] [Ships turn. – BB] [They moor. – AA]'],
    groups: ['brackets 3 4'],
  },
  { id: 'P4', source: ['Berths [EU oppose: also] [EU propose: never] open.'], reads: ['Berths [also – delete, EU] [never – EU] open.'] },
  {
    id: 'P5',
    source: ['of [steady - EU; G12 delete] tides and [calm; – N.L., AA retain] seas'],
    reads: ['of [steady – EU] tides and [calm;] seas'],
  },
  {
    id: 'P6',
    source: ['Fees are [fair (Eastland)] now (Iran (Islamic Republic of));'],
    reads: ['Fees are [fair – EAS] now (Iran (Islamic Republic of));'],
    told: ['1 party'],
  },
  { id: 'P7', source: ['Fees are [fair EU] now.'], reads: ['Fees are [fair – EU] now.'] },
  {
    id: 'P8',
    source: ['Northland requests to delete paragraph 4. AA, BB – “may” CC – “shall”'],
    reads: AS_IT_IS,
    told: ['1 request', '1 request', '1 request'],
  },
  { id: 'P8', source: ['EU: Delete whole section'], reads: AS_IT_IS, told: ['1 request'] },
  {
    id: 'P9',
    source: ['Northland / Westland', '', '3. Berths are free.', '', '(b) Pilots wait.'],
    reads: ['Northland / Westland', '3.\tBerths are free.', '- (b)\tPilots wait.'],
    told: ['1 party', '1 party'],
  },
  {
    id: 'P10',
    source: ['Draft decision proposed by Northland and Eastland', '', '2. Berths are free.'],
    reads: ['Draft decision proposed by Northland and Eastland', '2.\tBerths are free.'],
    told: ['1 party'],
  },
  {
    id: 'H1',
    source: ['by [X] per cent in [year x] of annex X'],
    reads: AS_IT_IS,
    told: ['1 placeholder', '1 placeholder', '1 placeholder'],
  },
  { id: 'H2', source: ['within [ ] days of […] on [insert date]'], reads: AS_IT_IS, told: ['1 placeholder', '1 placeholder'] },
  {
    id: 'H3',
    source: ['{Placeholder for a preamble}', '', '[Placeholder for paragraphs on pilots]'],
    reads: AS_IT_IS,
    told: ['1 placeholder', '3 placeholder'],
  },
  {
    id: 'H4',
    source: ['by 20XX, USD XX billion and X-X ships'],
    reads: AS_IT_IS,
    told: ['1 placeholder', '1 placeholder', '1 placeholder'],
  },
  {
    id: 'H5',
    source: ['3. Berths {National berths} are free.'],
    reads: ['3.\tBerths {National berths} are free.'],
    told: ['1 orientation'],
  },
  {
    id: 'H6',
    source: ['A ### is agreed, and #### too; the [masters*] of [###]'],
    reads: AS_IT_IS,
    told: ['1 placeholder', '1 placeholder', '1 placeholder'],
  },
  {
    id: 'L1',
    source: [
      'PP1 Aware,',
      '',
      '(OP)3. Notes',
      '',
      '2. Berths.',
      '',
      '2.1 Quays.',
      '',
      '(a) one;',
      '',
      '(i) two;',
      '',
      'b. three;',
      '',
      '● four',
    ],
    reads: ['PP1\tAware,', '(OP)3.\tNotes', '2.\tBerths.', '2.1\tQuays.', '- (a)\tone;', '  - (i)\ttwo;', '- b.\tthree;', '- ●\tfour'],
  },
  {
    id: 'L1',
    source: ['1 Berths are free.', '2 Pilots wait.', '3 Ships turn.'],
    reads: ['1\tBerths are free.', '2\tPilots wait.', '3\tShips turn.'],
  },
  {
    id: 'L2',
    source: ['2.bis One.', '', '35.2 ter Two.', '', '31 terdecies Three.', '', '34sexties Four.', '', '31 qauterdecies Five.'],
    reads: ['2.bis\tOne.', '35.2 ter\tTwo.', '31 terdecies\tThree.', '34sexties\tFour.', '31 qauterdecies\tFive.'],
  },
  {
    id: 'L3',
    source: ['7 alt 1 One.', '', 'PP1 bis alt Two.', '', 'PP6 alt bis Three.'],
    reads: ['7 alt 1\tOne.', 'PP1 bis alt\tTwo.', 'PP6 alt bis\tThree.'],
  },
  {
    id: 'L4',
    source: ['Article 4 bis', '', 'Article ante 58', '', 'Article QQ.A.2bis: {Berths}', '', '(a bis). one', '', 'Article 15(1)(b)ALT'],
    reads: ['## Article 4 bis\t', '## Article ante 58\t', '## Article QQ.A.2bis:\t{Berths}', '- (a bis).\tone', '## Article 15(1)(b)ALT\t'],
    told: ['5 orientation'],
  },
  {
    id: 'L5',
    source: ['New 65A. One.', '', '[New] 62bis. Two.', '', '1A. Three.'],
    reads: ['New 65A.\tOne.', '\\[New\\] 62bis.\tTwo.', '1A.\tThree.'],
  },
  { id: 'L6', source: ['[a]. One.', '', '([(d) two]'], reads: ['- \\[a\\].\tOne.', '([(d) two]'], told: ['3 garbled'] },
  {
    id: 'L7',
    source: ['39. [44.] One.', '', '(14.) Two.', '', '15. [17] members sit.'],
    reads: ['39. \\[44.\\]\tOne.', '(14.)\tTwo.', '15.\t[17] members sit.'],
  },
  {
    id: 'S1',
    source: ['[Agreed ad ref]', '', '3. Berths are free. [agreed]'],
    reads: ['[Agreed ad ref]', '3.\tBerths are free. [agreed]'],
    told: ['1 status', '3 status'],
  },
  { id: 'S2', source: ['3. Berths are free. (Agreed)'], reads: ['3.\tBerths are free. (Agreed)'], told: ['1 status'] },
  {
    id: 'S3',
    source: ['3. Berths are free; [Suggested for Closure]'],
    reads: ['3.\tBerths are free; [Suggested for Closure]'],
    told: ['1 status'],
  },
  { id: 'S4', source: ['3. Deleted.'], reads: ['3.\tDeleted.'], told: ['1 status'] },
  {
    id: 'S5',
    source: ['[EU reserves its position pending instructions.]', '', '4. EU reserves its position on this.'],
    reads: ['[EU reserves its position pending instructions.]', '4.\tEU reserves its position on this.'],
    told: ['1 status', '3 request'],
  },
  {
    id: 'N1',
    source: ['within [[12] [18] months], [2030] [2031], below [2][1.5] °C, paragraph [2] and [3], [90] days'],
    reads: AS_IT_IS,
    groups: ['brackets 2 3', 'brackets 4 5', 'brackets 6 7'],
  },
  {
    id: 'N2',
    source: [
      '[Move existing paragraph 2 to Article 3]',
      '',
      'Rationale None provided',
      '',
      '(the insertion of 3 will require the deletion of 4)',
    ],
    reads: AS_IT_IS,
    told: ['1 drafting', '3 drafting', '5 drafting'],
  },
  {
    id: 'F1',
    source: ['Ships[, of AA,]12 turn.', '', '12 Negotiators’ Note: AA is still looking.'],
    reads: AS_IT_IS,
    told: ['1 note', '3 note', '3 drafting'],
  },
  {
    id: 'F2',
    source: ['[Ships [AA9/BB propose;15 CC oppose: turn.]35]36'],
    reads: ['[Ships [turn. – AA, BB]35]36'],
    told: ['1 note', '1 note', '1 note'],
  },
  {
    id: 'F3',
    source: ['Ships [turn]3 here.', '', '3 [AA: For greater certainty, a ship floats.]'],
    reads: ['Ships [turn]3 here.', '3 [For greater certainty, a ship floats. – AA]'],
    told: ['1 note', '3 note'],
  },
  {
    id: 'E1',
    source: ['As shown [1] and [2, 3], and later [4-6]; elsewhere [40].'],
    reads: ['As shown \\[1\\] and \\[2, 3\\], and later \\[4-6\\]; elsewhere [40].'],
    told: ['1 citation', '1 citation', '1 citation', '1 unknown'],
  },
  {
    id: 'E2',
    source: ['the harbor [sic] book [emphasis added]'],
    reads: ['the harbor \\[sic\\] book \\[emphasis added\\]'],
    told: ['1 citation', '1 citation'],
  },
  {
    id: 'E3',
    source: ['[English version] [on the report of the Board (B/53/6)] [Original: English, French] [email protected] text[^1]'],
    reads: [
      '\\[English version\\] \\[on the report of the Board (B/53/6)\\] \\[Original: English, French\\] \\[email protected\\] text\\[^1\\]',
    ],
    told: ['1 citation', '1 citation', '1 citation', '1 citation', '1 citation'],
  },
  { id: 'E4', source: ['Berths are … and (…) and […] free.'], reads: AS_IT_IS, told: ['1 placeholder'] },
  { id: 'E5', source: ['DT/15(Rev.3)-E and A/CONF.9/2031/5 [open] it.'], reads: AS_IT_IS },
  {
    id: 'R1',
    source: ['Red and struck through: proposed deletions; bold: proposed additions', '', '3. The board shall shall meet in 20302035.'],
    reads: ['Red and struck through: proposed deletions; bold: proposed additions', '3.\tThe board shall shall meet in 20302035.'],
    told: ['1 flattened', '3 flattened', '3 flattened'],
  },
  {
    id: 'O1',
    source: ['3. Ships [turn now.', '', 'II. Pilots', '', '4. On 5 May AA/BB propose: and wait] there.'],
    reads: ['3.\tShips \\[turn now.', '## II.\tPilots', '4.\tOn 5 May AA/BB propose: and wait\\] there.'],
    told: ['1 unpairedOpen', '5 unpairedClose', '5 garbled'],
  },
  {
    id: 'O2',
    source: ['3. Ships [turn.', '', '4. Berths [now] open [here].', '', 'II. Pilots', '', '5. They wait] here.'],
    reads: ['3.\tShips \\[turn.', '4.\tBerths [now] open [here].', '## II.\tPilots', '5.\tThey wait\\] here.'],
    told: ['1 unpairedOpen', '7 unpairedClose'],
  },
  {
    id: 'O3',
    source: ['(a) [Where [a berth is taken:', '', '(i) it waits];', '', '(ii) it turns];'],
    reads: ['- (a)\t[Where [a berth is taken:', '  - (i)\tit waits];', '  - (ii)\tit turns];'],
  },
  {
    id: 'O4',
    source: ['3. Ships [that turn', '<<page 2>>', 'HARBOUR BOARD', '2', 'slowly] stop.', '<<page 3>>', 'HARBOUR BOARD', '3', 'They wait.'],
    reads: ['3.\tShips [that turn slowly] stop.', 'They wait.'],
    told: ['2 furniture', '3 furniture', '4 furniture', '6 furniture', '7 furniture', '8 furniture'],
  },
  {
    id: 'O5',
    source: ['Option 167 Berths are free.', '', 'Option 2 Berths are let.', '', 'the en v iro n m en tal harm of the long\ufffeterm'],
    reads: ['Option 167\tBerths are free.', 'Option 2\tBerths are let.', 'the en v iro n m en tal harm of the long-term'],
    told: ['1 garbled', '5 character', '5 garbled'],
  },
  {
    id: 'O6',
    source: ['Berths [freely create]d here;; and reservoirs.]]'],
    reads: ['Berths [freely create]d here;; and reservoirs.\\]\\]'],
    told: ['1 unpairedClose', '1 unpairedClose', '1 garbled', '1 garbled'],
  },
  { id: 'O7', source: ['3. One.', '', '3. Two.'], reads: ['3.\tOne.', '3.\tTwo.'], told: ['3 sameLabel'] },
  {
    id: 'O9',
    source: ['Option 1:', '', '3. One.', '', 'Option 2:', '', '3. Two.'],
    reads: ['### Option 1:\t', '3.\tOne.', '### Option 2:\t', '3.\tTwo.'],
    told: ['7 sameLabel'],
    groups: ['options 1 3 to 4'],
  },
  {
    id: 'O10',
    source: ['*[Taking* account] of [it](https://a.example) and \\[that\\][^1]'],
    reads: ['*[Taking* account] of \\[it\\](https://a.example) and \\[that\\]\\[^1\\]'],
    told: ['1 citation', '1 citation'],
  },
  { id: 'O11', source: ['EU solicita la eliminación del párrafo 4.'], reads: AS_IT_IS, told: ['1 request'] },
  {
    id: 'O12',
    source: ['3. Berths are free. EU requests to delete this.'],
    reads: ['3.\tBerths are free. EU requests to delete this.'],
    told: ['1 request'],
  },
  { id: 'O13', source: ['XXX [9. Alt. 1. Berths are free.] (EU internal note: look again)'], reads: AS_IT_IS, told: ['1 drafting'] },
  { id: 'O14', source: ['[“berths” −\u00a0EU] or [ ‘quays’ ]'], reads: ['[“berths” – EU] or [ ‘quays’ ]'], groups: ['brackets 1 2'] },
  {
    id: 'O15',
    source: ['[N.L: one] [N.L.: two] [ZZ: three]'],
    reads: ['[one – NOR] [two – NOR] [ZZ: three]'],
    told: ['1 party'],
    groups: ['brackets 1 2 3'],
  },
  { id: 'O16', source: ['recalling its decisions; noting [with care] the tides; decides to wait;'], reads: AS_IT_IS },
]
