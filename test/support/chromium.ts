// The Chromium that tests make PDFs with. Where there is none they are skipped and say so; with CI=true that is a failure.
import { ChromiumPdf } from '@chapeau/server/pdf/chromium'
import { systemClock, type Clock } from '@chapeau/server/clock'
import { readConfig } from '@chapeau/server/config'
import { silentLog } from '@chapeau/server/log'

const path = readConfig().chromium

export const hasChromium = path !== null
if (!hasChromium && process.env['CI'] === 'true') throw new Error('No Chromium was found: install one, or set CHROMIUM_PATH.')

export function chromiumPdf({ executablePath = path ?? '', clock = systemClock as Clock } = {}): ChromiumPdf {
  return new ChromiumPdf({ executablePath, clock, log: silentLog })
}
