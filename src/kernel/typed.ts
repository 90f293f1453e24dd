// What people outside write, made fit to be kept and shown.

/** What somebody typed, as it may be kept: no signs that nobody sees or that turn the writing around. */
export const typed = (text: string | undefined): string =>
  (text ?? '')
    .replaceAll('\r\n', '\n')
    .toWellFormed()
    .normalize('NFC')
    .replace(/(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
