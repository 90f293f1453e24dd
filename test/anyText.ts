import fc from 'fast-check'

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff

/** Any text that there is. Like fast-check's own of unit `binary`, the making of which alone takes a second. */
export const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }).filter(code => !isSurrogate(code)))
  .map(codes => String.fromCodePoint(...codes))
