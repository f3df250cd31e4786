// Security headers. Everything comes from us: scripts, styles, fonts, sockets. No inline script at all. Style
// attributes are allowed (`style-src-attr`), style elements are not: a delegation's hue and a token's position are set
// as attributes, and an attribute can load nothing because every source is ours.
import type { RequestHandler } from 'express'
import helmet from 'helmet'

export function security(publicUrl: string): RequestHandler {
  const https = publicUrl.startsWith('https:')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'style-src-attr': ["'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'font-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Join links carry a secret in their path: no other site learns where a visitor came from.
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
    // Only where people reach us by https; on plain http these would lock a local meeting out.
    strictTransportSecurity: https,
    originAgentCluster: https,
    crossOriginOpenerPolicy: https,
  })
}
