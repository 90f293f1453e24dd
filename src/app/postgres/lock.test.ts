import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { findHolder, lockFolder } from './lock.ts'

let folder: string
const file = () => join(folder, 'baton.lock')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('one process holds a folder at a time, and gives it back', () => {
  const release = lockFolder(folder)
  expect(findHolder(folder)?.pid).toBe(process.pid)
  expect(() => lockFolder(folder)).toThrow(Problem)
  release()
  expect(findHolder(folder)).toBeUndefined()
  lockFolder(folder)()
  expect(readdirSync(folder)).toEqual([])
})

test('the lock of a process that is gone is taken over', () => {
  writeFileSync(file(), JSON.stringify({ pid: 2 ** 22 - 3, born: '1' }))
  expect(findHolder(folder)).toBeUndefined()
  lockFolder(folder)
  expect(findHolder(folder)?.pid).toBe(process.pid)
})

test.runIf(process.platform === 'linux')('a number that now belongs to another process is no twin', () => {
  writeFileSync(file(), JSON.stringify({ pid: process.pid, born: 'another moment' }))
  expect(findHolder(folder)).toBeUndefined()
  expect(() => lockFolder(folder)).not.toThrow()
})

test('a lock that is not readable as one does not bar the way', () => {
  writeFileSync(file(), '{')
  expect(() => lockFolder(folder)).not.toThrow()
})

test('giving back removes only our own lock', () => {
  const release = lockFolder(folder)
  writeFileSync(file(), JSON.stringify({ pid: 1, born: 'x' }))
  release()
  expect(existsSync(file())).toBe(true)
  expect(readFileSync(file(), 'utf8')).toContain('"pid":1')
})
