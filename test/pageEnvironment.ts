// One document for all page tests of a worker: React and antd remember the document that they were loaded beside, so
// it must stay as long as they do. What a file leaves in it is swept away after the file.
import { builtinEnvironments, type Environment } from 'vitest/runtime'

const { jsdom } = builtinEnvironments
let made: ReturnType<typeof jsdom.setup> | undefined

export default {
  ...jsdom,
  name: 'page',
  async setup(global, options) {
    made ??= jsdom.setup(global, options)
    await made
    return {
      teardown({ document, localStorage, sessionStorage, history }) {
        document.head.replaceChildren()
        document.body.replaceChildren()
        localStorage.clear()
        sessionStorage.clear()
        history.replaceState(null, '', '/')
      },
    }
  },
} satisfies Environment
