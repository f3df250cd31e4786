// The sample meeting's text: draft recommendations of an invented working group, written for it, with every kind of
// bracket a newcomer should meet. Words are in notation (shared/text/notation.ts).
import type { Principal } from '@chapeau/shared/ids'
import type { Preset } from '@chapeau/shared/policy'
import type { ParagraphState, Stance } from '@chapeau/shared/text/meta'
import type { ParagraphType } from '@chapeau/shared/text/model'

export interface SampleDelegation {
  readonly code: Principal
  readonly name: string
  readonly preset: Preset
  readonly members?: readonly Principal[]
  /** Whether a join link is printed for it. */
  readonly invited?: true
}

export interface SampleParagraph {
  readonly type: ParagraphType
  readonly level: number
  readonly label: string
  /** Notation of the paragraph's words. */
  readonly text: string
  readonly state?: ParagraphState
  /** The paragraph itself is proposed by the bracket around all its words. */
  readonly proposed?: true
}

export interface SampleStand {
  /** The words of the bracket it is on. */
  readonly words: string
  readonly delegation: Principal
  readonly stance: Stance
  readonly reason?: string
}

export interface Sample {
  readonly meeting: string
  readonly name: string
  readonly delegations: readonly SampleDelegation[]
  readonly paragraphs: readonly SampleParagraph[]
  readonly stands: readonly SampleStand[]
}

const title = (text: string): SampleParagraph => ({ type: 'title', level: 0, label: '', text })
const heading = (text: string): SampleParagraph => ({ type: 'heading', level: 1, label: '', text })
const para = (label: string, text: string, state?: ParagraphState): SampleParagraph => ({
  type: 'para',
  level: 0,
  label,
  text,
  ...(state === undefined ? {} : { state }),
})
const item = (label: string, text: string, level = 1): SampleParagraph => ({ type: 'item', level, label, text })
const proposed = (label: string, text: string): SampleParagraph => ({ type: 'para', level: 0, label, text, proposed: true })

export const SAMPLE: Sample = {
  meeting: 'Working Group on Early Warning at Sea',
  name: 'Draft recommendations on early warning for small ports',
  delegations: [
    { code: 'RUS', name: 'Russian Federation', preset: 'member', invited: true },
    { code: 'EU', name: 'European Union', preset: 'member', invited: true },
    { code: 'USA', name: 'United States of America', preset: 'member', invited: true },
    { code: 'G77', name: 'Group of 77 and China', preset: 'member', invited: true, members: ['BRA', 'IND', 'KEN'] },
    { code: 'CHE', name: 'Switzerland', preset: 'member' },
    { code: 'JPN', name: 'Japan', preset: 'member' },
    { code: 'BRA', name: 'Brazil', preset: 'member' },
    { code: 'IND', name: 'India', preset: 'member' },
    { code: 'KEN', name: 'Kenya', preset: 'member' },
    { code: 'PILOTS', name: 'Harbour Pilots’ Forum', preset: 'stakeholder', invited: true },
  ],
  paragraphs: [
    title('Draft recommendations on early warning for small ports'),
    para('', 'The Working Group on Early Warning at Sea,'),
    para('PP1', 'Recalling that storms and surges reach small ports first and that many of them learn of the danger last,', 'agreed'),
    para('PP2', 'Mindful of the means that small island and landlocked States have at hand,', 'adref'),
    para('PP3', 'Noting with appreciation the services that already send warnings [free of charge – G77] across borders,'),
    proposed('PP3 bis', '[Stressing that no port should be left without a warning, – G77, KEN]'),
    para(
      'PP4',
      'Underlining that a warning is of use only where it is [received – delete, EU, group 1][understood – EU, group 1] in time,',
    ),
    para('PP5', 'Recognizing the [primary – reserve, USA] responsibility of each State for the safety of its ports,'),
    para('PP6', 'Convinced that what one port has learned should be known in the next,', 'agreed'),
    heading('I. General principles'),
    para(
      '1',
      'Every State with a coast takes part in the exchange of warnings [and answers for its own share – RUS], [together with [all – USA] pilots and dock workers [according to their trade – RUS], – EU] and leaves [the daily – delete, USA] running of each port to those who work there.',
    ),
    para('2', 'Warnings should be sent in plain words, in the languages that are spoken in the port, and without delay.', 'adref'),
    para('3', 'The exchange of warnings rests on trust and on the equal footing of all who take part in it.', 'agreed'),
    para(
      '3 bis',
      'No State [should – delete, G77, group 2][shall – G77, group 2] make the sending of a warning depend on payment [, except for the cost of special equipment – CHE].',
    ),
    para('4', 'A port that receives a warning is encouraged to confirm it [within [ – EU] minutes].'),
    heading('II. Recommendations to governments'),
    para('5', 'The Working Group recommends that governments:'),
    item('(a)', 'name one office that sends and receives warnings at every hour of the day;'),
    item('(b)', 'test the whole chain of warning [once – delete, EU, group 3][twice – EU, JPN, group 3] a year, the port itself included;'),
    item('(c)', 'make known to all ports on the same coast [and on the same sea – RUS]:'),
    item('(i)', 'the heights at which a surge becomes dangerous;', 2),
    item('(ii)', 'the signals by which a danger is announced [and ended – CHE];', 2),
    item('(d)', 'keep a record of each warning for [five] years.'),
    para(
      '6',
      'Governments should review, together with the ports concerned, [every two years – G77][regularly – USA] what has been learned from storms that were survived.',
    ),
    para('7', 'Ports that share one approach should agree beforehand which of them closes first.', 'parked'),
    para('8', 'Governments should see that a warning reaches [fishing boats – EU] [, pleasure craft – CHE] and all who live by the water.'),
    heading('III. Means'),
    para(
      '9',
      '[A fund for warning equipment in small ports is hereby recommended. – G77, KEN, group 4][Governments should consider voluntary contributions to existing funds. – USA, JPN, group 4][Equipment should be shared between neighbouring ports before any new fund is considered. – CHE, group 4]',
    ),
    para('10', 'Training for harbour staff should be offered [in the region – G77] and, where this is asked for, at the port itself.'),
    para(
      '11',
      'The World Meteorological Organization is invited to [advise on – delete, RUS, group 5][take part in – RUS, group 5] the training.',
    ),
    para('12', 'Neighbouring States should lend each other buoys and gauges when one has lost its own.', 'agreed'),
    heading('IV. Follow-up'),
    para('13', 'The Secretariat is requested to prepare [an annual – reserve, EU] report on the use made of these recommendations.'),
    para(
      '14',
      'The report should name ports that [did not answer – delete, RUS, group 6][had difficulty in answering – CHAIR, group 6] a test, with their consent [[and] after hearing them – RUS].',
    ),
    para('15', 'The Working Group will meet again not later than [ – USA], at a place that is open to all.'),
    proposed('15 bis', '[Observers may take part in that meeting [without the right to vote [in decisions – CHE] – USA]. – EU]'),
    para('16', 'Until then the Chair is asked to hold consultations with all delegations.', 'agreed'),
    para('17', 'These recommendations do not prejudge any position on the delimitation of maritime zones.', 'adref'),
  ],
  stands: [
    { words: 'and answers for its own share', delegation: 'USA', stance: 'opposes', reason: 'Responsibility is dealt with in PP5.' },
    { words: 'and answers for its own share', delegation: 'IND', stance: 'supports' },
    { words: 'the daily', delegation: 'RUS', stance: 'opposes', reason: 'How a port is run is for the port alone.' },
    { words: 'the daily', delegation: 'JPN', stance: 'supports' },
    { words: 'free of charge', delegation: 'KEN', stance: 'supports' },
    { words: 'free of charge', delegation: 'USA', stance: 'canLiveWith' },
    { words: 'in the region', delegation: 'BRA', stance: 'supports' },
    { words: 'fishing boats', delegation: 'RUS', stance: 'supports' },
    { words: 'and on the same sea', delegation: 'EU', stance: 'awaits' },
  ],
}
