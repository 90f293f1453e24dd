import { describe, expect, test } from 'vitest'
import { isInline, safeName, sniff } from './file.rules.ts'

const bytes = (text: string) => Uint8Array.from(text, sign => sign.charCodeAt(0))

describe('names', () => {
  test.each([
    ['合同 终版😀.pdf', '合同 终版😀.pdf'],
    ['../../etc/passwd', 'etc passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['C:\\scan.png', 'C scan.png'],
    ['a\u0000b\r\nc.txt', 'a b c.txt'],
    ['bill\u202efdp.exe', 'bill fdp.exe'],
    ['lone\ud83d.png', 'lone\ufffd.png'],
    ['.htaccess', 'htaccess'],
  ])('%j is kept as %j', (given, kept) => {
    expect(safeName(given)).toBe(kept)
  })

  test('nothing but signs of a path is no name', () => {
    for (const given of ['', ' ', '/', '..', '../..', '\u202e']) expect(safeName(given)).toBe(undefined)
  })

  test('a long name keeps its ending and no half sign', () => {
    const kept = safeName(`${'👨‍👩‍👧'.repeat(60)}.pdf`) ?? ''
    expect(kept.length).toBeLessThanOrEqual(200)
    expect(kept).toMatch(/^(👨‍👩‍👧)+\.pdf$/u)
  })
})

describe('types', () => {
  test.each([
    ['\x89PNG\r\n\x1a\n', 'x.txt', 'image/png'],
    ['\xff\xd8\xff\xe0', 'x', 'image/jpeg'],
    ['GIF89a', 'x', 'image/gif'],
    ['RIFF0000WEBPVP8 ', 'x', 'image/webp'],
    ['%PDF-1.7', 'x.png', 'application/pdf'],
    ['PK\x03\x04', 'b.zip', 'application/zip'],
    ['<svg onload=alert(1)>', 'x.png', 'application/octet-stream'],
    ['<!doctype html><script>', 'x.pdf', 'application/octet-stream'],
    ['RIFF0000WAVE', 'x.webp', 'audio/wav'],
    ['\x1aE\xdf\xa3....webm....A_OPUS', 'x.html', 'audio/webm'],
    ['\x1aE\xdf\xa3....webm....V_VP9 A_OPUS', 'x.webm', 'video/webm'],
    ['\0\0\0 ftypiso5....moov....soun', 'x.m4a', 'audio/mp4'],
    ['\0\0\0 ftypmp42....vide....soun', 'x.mp4', 'video/mp4'],
    ['OggS', 'x', 'audio/ogg'],
  ])('%j called %s is %s', (start, name, type) => {
    expect(sniff(bytes(start), name)).toBe(type)
  })

  test('what may carry a script is never shown in place', () => {
    for (const type of ['text/html', 'image/svg+xml', 'application/octet-stream', 'application/zip'])
      expect(isInline(type)).toBe(false)
  })
})
