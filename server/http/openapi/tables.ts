// Describes http/tables.ts.
import { XLSX } from '../tables.ts'
import { file, type Resource } from './model.ts'

const csv = { 200: file('RFC 4180, UTF-8 with a mark. Nothing in it is a formula.', 'text/csv') }

export const tables: Resource = {
  name: 'Tables',
  words: 'What is open, who stands where and what became of every proposal, for spreadsheets. They say what the room may know.',
  routes: {
    'GET /api/texts/:id/brackets.csv': { id: 'takeBrackets', summary: 'Open brackets as a table', session: 'needed', answers: csv },
    'GET /api/texts/:id/stands.csv': { id: 'takeStands', summary: 'Who stands where as a table', session: 'needed', answers: csv },
    'GET /api/texts/:id/trace.csv': {
      id: 'takeTrace',
      summary: 'Every proposal with its entries in the record and what became of it, as a table',
      words: 'As the meeting’s rules show the record to the reader.',
      session: 'needed',
      answers: csv,
    },
    'GET /api/texts/:id/brackets.xlsx': {
      id: 'takeWorkbook',
      summary: 'The three tables as the sheets of one file',
      session: 'needed',
      answers: { 200: file('ECMA-376.', XLSX) },
    },
  },
}
