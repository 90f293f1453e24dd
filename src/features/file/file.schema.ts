import { type Static, Type } from 'typebox'
import { Id, Nullable, shape, Text } from '#kernel/api.ts'

export const mostBytes = 20 * 1024 * 1024

/** The record that files hang on. */
export const FileParent = shape({ entity: Text(60, 1), recordId: Id })
export type FileParent = Static<typeof FileParent>

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
  sha256: Type.String(),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  deptId: Nullable(Id),
  createdAt: Type.String(),
  updatedAt: Type.String(),
})
export type StoredFile = Static<typeof StoredFile>
