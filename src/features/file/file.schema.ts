import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { logoTypes } from './logo.rules.ts'

export const mostBytes = 20 * 1024 * 1024

/** The record that files hang on. */
export const FileParent = shape({ entity: Text(60, 1), recordId: Id })
export type FileParent = Static<typeof FileParent>

const addedKinds = ['signedReceipt', 'card'] as const
/** A signature comes from whoever signs, and from nobody else; the stamp is the company's. */
const kinds = [...addedKinds, 'signature', 'stamp'] as const
export type FileKind = (typeof kinds)[number]
/** Where it goes, and what it is there. */
export const FileAdd = shape({ ...FileParent.properties, kind: Type.Optional(OneOf(addedKinds)) })
export type FileAdd = Static<typeof FileAdd>

/** The company's own; kept among its settings. */
export const Logo = shape({
  name: Type.String(),
  type: OneOf(logoTypes),
  size: Type.Integer(),
  /** Changes with the picture. */
  sha256: Type.String(),
})
export type Logo = Static<typeof Logo>

export const FileRename = shape({ name: Text(200, 1), version: Type.Optional(Type.Integer()) })
export type FileRename = Static<typeof FileRename>

export const StoredFile = shape({
  id: Id,
  version: Type.Integer(),
  entity: Type.String(),
  recordId: Id,
  name: Type.String(),
  /** Found in the bytes, whatever the sender says. */
  type: Type.String(),
  size: Type.Integer(),
  kind: Nullable(OneOf(kinds)),
  sha256: Type.String(),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  deptId: Nullable(Id),
  createdAt: Type.String(),
  updatedAt: Type.String(),
})
export type StoredFile = Static<typeof StoredFile>
