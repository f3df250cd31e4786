// What the server asks of whoever makes PDFs of exported pages. Where nobody can, the server is given null.

export interface PdfMaker {
  /** The page as a tagged PDF. The same page makes the same bytes, while the maker is the same. Rejects with PdfFailure. */
  make(page: PrintedPage): Promise<Uint8Array>
  /** What is under way is given up. Idempotent. */
  close(): Promise<void>
}

export interface PrintedPage {
  readonly html: string
  /** What the file says to be its time. */
  readonly asOf: Date
  /** A line that the file carries as a comment, in ASCII: which entry of the record it goes by. */
  readonly line: string
}

/** Why there is no file, in words for whoever asked: too many asked at once, it took too long, the browser failed. */
export class PdfFailure extends Error {}
