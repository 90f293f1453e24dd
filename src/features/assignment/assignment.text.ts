// What reasons, rights and history say; the pages' own words are in `assignmentPage.text.ts`.
import type { Texts } from '#kernel/text.ts'

export const assignmentText = {
  'permission.assignment.edit':    { en: 'Set up how leads are assigned and answered', zh: '设置线索分配与响应规则' },
  'permission.assignment.report':  { en: 'See how leads are distributed', zh: '查看线索分配报表' },
  'event.assignment.set':          { en: 'Assignment rules changed', zh: '修改了分配规则' },
  'event.responding.set':          { en: 'First-response clock changed', zh: '修改了首次响应规则' },
  'event.lead.nobodyFits':         { en: 'Nobody could be given the lead', zh: '没有可分配的人' },
  'assignment.nameTaken':          { en: 'A rule of that name exists already.', zh: '已有同名规则。' },
  'assignment.unknownRule':        { en: 'This rule does not exist any more.', zh: '该规则已不存在。' },
  'assignment.nobodyNamed':        { en: 'Rule “{rule}” names nobody.', zh: '规则“{rule}”没有指定人员。' },
  'assignment.rungOrder':          { en: 'Each step comes after the one before.', zh: '后一步不能早于前一步。' },
  'assignment.spanBackwards':      { en: 'The last day is before the first.', zh: '结束日期早于开始日期。' },
  'assignment.method.roundRobin':  { en: 'in turn', zh: '轮流分配' },
  'assignment.method.weighted':    { en: 'by weight', zh: '按权重分配' },
  'assignment.method.leastLoaded': { en: 'to whoever has the fewest', zh: '分给在跟线索最少的人' },
  'assignment.method.region':      { en: 'by region', zh: '按地区分配' },
  'assignment.method.productLine': { en: 'by product line', zh: '按产品线分配' },
  'assignment.method.source':      { en: 'by source', zh: '按来源分配' },
  'assignment.why.away':           { en: 'away', zh: '外出' },
  'assignment.why.full':           { en: 'full', zh: '已满' },
  'assignment.why.inactive':       { en: 'deactivated', zh: '已停用' },
  'assignment.why.had':            { en: 'had it already', zh: '已分配过' },
  'assignment.byRule':             { en: 'Rule “{rule}”, {method}.', zh: '规则“{rule}”，{method}。' },
  'assignment.noRule':             { en: 'No rule fits.', zh: '没有适用的规则。' },
  'assignment.passed':             { en: 'Nobody by: {rules}.', zh: '以下规则无人可分：{rules}。' },
  'assignment.skipped':            { en: 'Passed over: {people}.', zh: '跳过：{people}。' },
} as const satisfies Texts
