import {
  IconAlertTriangle,
  IconBell,
  IconAlignLeft,
  IconBrain,
  IconCategory,
  IconChartPie,
  IconGift,
  IconGitCompare,
  IconHash,
  IconMessageReply,
  IconMoodSmile,
  IconRefresh,
  IconRoute,
  IconCoins,
  IconDoorExit,
  IconHeart,
  IconPackageImport,
  IconTargetArrow,
  IconBolt,
  IconChartDots,
  IconCheckbox,
  IconClock,
  type Icon,
  IconForms,
  IconMail,
  IconNote,
  IconPlayerPlay,
  IconSend,
  IconTag,
  IconTagOff,
  IconThumbUp,
  IconVariable,
  IconWebhook,
  IconWorld,
  IconCube,
} from '@tabler/icons-react';
import type { Text } from '#kernel';
import type { StepDefinition } from '#pipeline';
import { stepCatalogue } from '#steps/definitions';
import type { Member } from '../schema-form/editor-kind.js';

const ICONS: Readonly<Record<string, Icon>> = {
  'record.set': IconForms,
  'vars.set': IconVariable,
  'task.create': IconCheckbox,
  'approval.ask': IconThumbUp,
  'note.add': IconNote,
  'tag.add': IconTag,
  'tag.remove': IconTagOff,
  notify: IconBell,
  wait: IconClock,
  'email.send': IconMail,
  'http.request': IconWorld,
  'webhook.send': IconWebhook,
  'score.lead': IconTargetArrow,
  'score.churn': IconDoorExit,
  'score.clv': IconCoins,
  'score.loyalty': IconHeart,
  'forecast.value': IconChartDots,
  'score.custom': IconBrain,
  'score.onnx': IconPackageImport,
  'segment.assign': IconChartPie,
  'segment.refresh': IconRefresh,
  'recommend.offer': IconGift,
  'recommend.next-action': IconRoute,
  'text.classify': IconCategory,
  'text.keywords': IconHash,
  'text.summary': IconAlignLeft,
  'text.answer': IconMessageReply,
  'text.sentiment': IconMoodSmile,
  'mine.conformance': IconGitCompare,
  'run.start': IconPlayerPlay,
  'run.signal': IconSend,
  'incident.open': IconAlertTriangle,
  raise: IconBolt,
};
export const iconOf = (kind: string): Icon => ICONS[kind] ?? IconCube;

/** `raise` is the pipeline's own and no step kind; it is shown among them. */
export const RAISE: Pick<StepDefinition, 'kind' | 'title' | 'description' | 'usable'> = {
  kind: 'raise',
  title: { en: 'Raise an event', 'zh-CN': '触发事件' },
  description: { en: 'Gives the run another event in the same step.', 'zh-CN': '在同一步内给运行一个新事件。' },
  usable: { invoke: false, action: true },
};
export const RAISE_MEMBERS: readonly Member[] = [
  { name: 'event', label: { en: 'Event', 'zh-CN': '事件' }, isRequired: true, editor: { kind: 'event' } },
  { name: 'payload', label: { en: 'Data', 'zh-CN': '数据' }, isRequired: false, editor: { kind: 'any' } },
];

export type StepUse = 'action' | 'invoke';
export type OfferedStep = Pick<StepDefinition, 'kind' | 'title' | 'description'>;

/** The kinds of step that may stand in a place. */
export const stepsFor = (use: StepUse): readonly OfferedStep[] => [
  ...stepCatalogue()
    .all()
    .filter(({ usable }) => usable[use]),
  ...(use === 'action' ? [RAISE] : []),
];

export const stepTitle = (kind: string): Text => (kind === 'raise' ? RAISE.title : (stepCatalogue().get(kind)?.title ?? { en: kind }));

/** Whether a step goes out by a worker: only such take retries and a delivery. */
export const isExternal = (kind: string): boolean => ['external', 'computed'].includes(stepCatalogue().get(kind)?.mode ?? '');
