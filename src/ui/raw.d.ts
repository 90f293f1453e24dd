declare module '*.css'
declare module '*.css?raw' {
  const text: string
  export default text
}

// the package points with folders, which the compiler's node mode does not follow
declare module '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter' {
  export * from '@atlaskit/pragmatic-drag-and-drop/dist/types/adapter/element-adapter.d.ts'
}
