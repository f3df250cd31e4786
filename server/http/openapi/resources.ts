// All resources in the order in which they are read, and what the parameters of their paths mean.
import { acts } from './acts.ts'
import { convergences } from './convergence.ts'
import { description } from './description.ts'
import { exports } from './exports.ts'
import { health } from './health.ts'
import { invitations } from './invitations.ts'
import { session } from './me.ts'
import { meetings } from './meetings.ts'
import type { Operation, Resource, RouteName } from './model.ts'
import { quarantine } from './quarantine.ts'
import { record } from './record.ts'
import { returns } from './returns.ts'
import { revisions } from './revisions.ts'
import { tables } from './tables.ts'
import { texts } from './texts.ts'
import { traces } from './trace.ts'

export const RESOURCES: readonly Resource[] = [
  session,
  meetings,
  invitations,
  texts,
  returns,
  acts,
  revisions,
  exports,
  tables,
  record,
  traces,
  convergences,
  quarantine,
  health,
  description,
]

export interface Described {
  readonly name: RouteName
  readonly operation: Operation
  readonly resource: string
}

/** Every route that is described. */
export function describedRoutes(): readonly Described[] {
  return RESOURCES.flatMap(({ name: resource, routes }) =>
    Object.entries(routes).map(([name, operation]) => ({ name: name as RouteName, operation, resource })),
  )
}
