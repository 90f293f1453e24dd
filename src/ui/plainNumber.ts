/** Full-width digits and grouping as people type them become a plain decimal; what is no number stays as it is, to be refused in words. */
export function plainNumber(text: string): string {
  const half = text
    .normalize('NFKC')
    .replace(/[\s,，'’]/g, '')
    .replace(/^[¥￥$€]/, '')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(half)
    ? half
        .replace(/^\+/, '')
        .replace(/\.$/, '')
        .replace(/^(-?)\./, '$10.')
    : text
}
