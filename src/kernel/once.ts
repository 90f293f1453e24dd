/** The answer that the first who asked for a key was given is everybody's. */
export function once<K, T>(ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const known = new Map<K, Promise<T>>()
  return key => {
    const asked = known.get(key) ?? ask(key)
    known.set(key, asked)
    return asked
  }
}
