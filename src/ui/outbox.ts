// Attachments stay in the browser until the server has them: added while writing, bound to the follow-up once it is
// logged, sent again whenever the connection is back. Each goes under its own key, so that none arrives twice.
import { newId } from '#kernel/ids.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Refusal } from '#kernel/refusal.ts'
import { send } from './send.ts'

export type Waiting = {
  readonly id: string
  /** Whose, and of which composer. */
  readonly place: string
  readonly name: string
  readonly blob: Blob
  /** Once its follow-up is logged. */
  readonly followupId: string | null
  readonly refused: readonly Reason[]
}

let all: readonly Waiting[] = []
let loaded: Promise<void> | undefined
const listeners = new Set<() => void>()
const tell = (): void => {
  for (const listener of listeners) listener()
}

export const outbox = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    void load()
    return () => listeners.delete(listener)
  },
  all: (): readonly Waiting[] => all,
  add: (place: string, name: string, blob: Blob) =>
    keep({ id: newId(), place, name, blob, followupId: null, refused: [] }),
  drop: async (id: string): Promise<void> => {
    all = all.filter(one => one.id !== id)
    tell()
    await stored('readwrite', store => store.delete(id))
  },
  /** What was attached while writing belongs to this follow-up, and goes. */
  async bind(place: string, followupId: string): Promise<void> {
    for (const one of all.filter(one => one.place === place && one.followupId === null))
      await keep({ ...one, followupId })
    // the composer is free again at once: what is large goes up behind it
    void push()
  },
  push,
}

async function keep(one: Waiting): Promise<void> {
  all = [...all.filter(other => other.id !== one.id), one].toSorted((a, b) => a.id.localeCompare(b.id))
  tell()
  await stored('readwrite', store => store.put(one))
}

/** What an earlier visit left behind. */
function load(): Promise<void> {
  loaded ??= stored('readonly', store => store.getAll()).then(kept => {
    const known = new Set(all.map(one => one.id))
    all = [...all, ...((kept ?? []) as Waiting[]).filter(one => !known.has(one.id))] // written by `keep` only
    tell()
    void push()
  })
  return loaded
}

const gone = new Set<() => void>()
/** After something arrived: the page shows it. */
export function onArrival(listener: () => void): () => void {
  gone.add(listener)
  return () => gone.delete(listener)
}

let pushing = false
/** One after the other; without a connection the rest wait for it. */
async function push(): Promise<void> {
  if (pushing) return
  pushing = true
  try {
    for (const one of all.filter(one => one.followupId !== null && one.refused.length === 0))
      if (!(await sent(one))) break
  } finally {
    pushing = false
  }
}

async function sent({ id, name, blob, followupId, ...rest }: Waiting): Promise<boolean> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const query = { entity: 'followup', recordId: followupId }
  try {
    await send({
      method: 'POST',
      path: '/files',
      query,
      body: undefined,
      upload: { fileName: name, type: blob.type, bytes },
      key: id,
    })
    await outbox.drop(id)
    for (const listener of gone) listener()
  } catch (error) {
    if (!(error instanceof Refusal)) return false
    await keep({ ...rest, id, name, blob, followupId, refused: error.reasons })
  }
  return true
}

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => void push())
  setInterval(() => void (all.length > 0 && push()), 20_000)
}

/** A private window may have no store: then they live as long as the page. */
async function stored<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const database = await opened()
    return await answerOf(work(database.transaction(name, mode).objectStore(name)))
  } catch {
    return undefined
  }
}

const name = 'attachments'
let opening: Promise<IDBDatabase> | undefined
function opened(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('baton', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(name, { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opening
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
