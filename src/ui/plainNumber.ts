/** Full-width digits, grouping and signs of currencies as people type them become a plain decimal; what is no number stays as it is, to be refused in words. */
export function plainNumber(text: string): string {
  const half = text
    .normalize('NFKC')
    .replace(/[\s,，'’]/g, '')
    .replace(/^(CNY|RMB|USD|EUR|HKD|GBP|JPY|US\$|HK\$|[¥￥$€£])/i, '')
    .replace(/(元|圆|CNY|RMB|USD|EUR)$/i, '')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(half)
    ? half
        .replace(/^\+/, '')
        .replace(/\.$/, '')
        .replace(/^(-?)\./, '$10.')
    : text
}

/** The same while it is typed: the point that a digit is to follow stays. */
export function typedNumber(text: string): string {
  const plain = plainNumber(text)
  return /[.．]$/.test(text) && /\d$/.test(plain) ? `${plain}.` : plain
}
