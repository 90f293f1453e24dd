import { expect, test } from 'vitest'
import { cutFor, hintOf, urlProblems } from './bot.rules.ts'

test.each([
  ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a', true],
  ['dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=a', true],
  ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/a', true],
  // another service's, plain http, another port, somebody in front, other paths, our own network
  ['wecom', 'https://oapi.dingtalk.com/robot/send?access_token=a', false],
  ['wecom', 'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a', false],
  ['wecom', 'https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=a', false],
  ['wecom', 'https://qyapi.weixin.qq.com@10.0.0.1/cgi-bin/webhook/send', false],
  ['wecom', 'https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send', false],
  ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/message/send', false],
  ['feishu', 'http://169.254.169.254/latest/meta-data', false],
  ['feishu', 'https://127.0.0.1/open-apis/bot/v2/hook/a', false],
  ['feishu', 'file:///etc/passwd', false],
  ['feishu', 'no address', false],
] as const)('%s at %s: %s', (kind, url, isRight) => {
  expect(urlProblems(kind, url, []).length === 0).toBe(isRight)
})

test('a host that whoever runs the server names is allowed, with its port and no other', () => {
  expect(urlProblems('feishu', 'http://127.0.0.1:4999/hook', ['127.0.0.1:4999'])).toEqual([])
  expect(urlProblems('feishu', 'http://127.0.0.1:5000/hook', ['127.0.0.1:4999'])).toHaveLength(1)
  expect(urlProblems('feishu', 'ftp://127.0.0.1:4999/hook', ['127.0.0.1:4999'])).toHaveLength(1)
})

test('an address is known by its host and its end', () =>
  expect(hintOf('https://open.feishu.cn/open-apis/bot/v2/hook/secret-abcd')).toBe('open.feishu.cn …abcd'))

test('a text is cut between letters, by bytes', () => {
  const long = '跟进😀'.repeat(400)
  const cut = cutFor('wecom', long)
  expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(2048)
  expect(cut.endsWith('…')).toBe(true)
  expect(cut.isWellFormed()).toBe(true)
  expect(cutFor('feishu', long)).toBe(long)
})
