// The routes that an Express application has, found by walking its routers: what is registered, whatever is said of it.
import type { RouteName } from '@chapeau/server/http/openapi/model'

/** A layer of Express 5's router, as far as we read it. */
interface Layer {
  readonly rawPath: unknown
  readonly route?: { readonly path: unknown; readonly stack: readonly { readonly method?: string }[] }
  readonly handle: { readonly stack?: readonly Layer[] }
}

/** As `GET /api/texts/:id`, each once. Throws where a path is written in a way that this cannot read. */
export function registeredRoutes(app: { readonly router: unknown }): ReadonlySet<RouteName> {
  return new Set(routesIn(app.router as { readonly stack: readonly Layer[] }, ''))
}

function routesIn({ stack }: { readonly stack: readonly Layer[] }, mount: string): RouteName[] {
  return stack.flatMap(({ rawPath, route, handle }) => {
    if (route !== undefined)
      return [route.path].flat().flatMap((path) => route.stack.map((one) => nameOf(one.method, `${mount}${literal(path)}`)))
    if (handle.stack === undefined) return []
    return routesIn({ stack: handle.stack }, rawPath === '/' ? mount : `${mount}${literal(rawPath)}`)
  })
}

function nameOf(method: string | undefined, path: string): RouteName {
  if (method === undefined) throw new Error(`${path} answers every method`)
  return `${method.toUpperCase()} ${path}` as RouteName
}

function literal(path: unknown): string {
  if (typeof path !== 'string') throw new Error(`a route has a path that is no string: ${String(path)}`)
  return path
}
