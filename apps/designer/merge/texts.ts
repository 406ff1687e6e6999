import { defineTexts } from '../i18n/texts.js';

export const mergeTexts = defineTexts('merge', {
  mergeTitle: ['Merge two records', '合并两条记录'],
  whichStays: ['Which record stays', '保留哪条记录'],
  fromTo: ['{{name}}: created {{created}}, last changed {{changed}}', '{{name}}：创建于 {{created}}，最近更改于 {{changed}}'],
  whichValue: ['Which values it holds afterwards', '合并后保留的值'],
  same_one: ['{{count}} field is the same in both.', '{{count}} 个字段两条相同。'],
  same_other: ['{{count}} fields are the same in both.', '{{count}} 个字段两条相同。'],
  allSame: ['The two differ in no field.', '两条记录的字段完全相同。'],
  whatHappens: [
    'Tags come together. Whatever refers to {{name}} then refers to the record that stays, and its open tasks move there. {{name}} goes to the bin with its notes, ended runs and timeline, and a link to the record that stays.',
    '标签合并。引用“{{name}}”的记录改为引用保留的记录，其未完成任务一并移过去。“{{name}}”连同备注、已结束的运行和时间线放入回收站，并带有指向保留记录的链接。',
  ],
  changedMeanwhile: [
    'One of the two was changed meanwhile and nothing was merged. Here they are as they are now: look again, then merge.',
    '其中一条已被更改，尚未合并。现在显示的是最新内容：请再次查看后合并。',
  ],
  cancel: ['Cancel', '取消'],
  mergeNow: ['Merge', '合并'],
  merged: ['{{loser}} is now part of {{name}}', '“{{loser}}”已并入“{{name}}”'],
});
