import type { Text } from '#kernel';
import { transitionId } from '../tree/transitions.js';
import type { Command, CommandKind } from './command.js';

const NAMES: Readonly<Record<CommandKind, readonly [en: string, zh: string]>> = {
  'state.add': ['Add state', '添加状态'],
  'state.remove': ['Remove states', '删除状态'],
  'state.rename': ['Rename state', '重命名状态'],
  'state.set': ['Edit state', '编辑状态'],
  'state.change-kind': ['Change kind of state', '更改状态种类'],
  'state.move': ['Move states', '移动状态'],
  'state.duplicate': ['Duplicate states', '复制状态副本'],
  'initial.set': ['Set initial state', '设置初始状态'],
  'transition.add': ['Add transition', '添加转换'],
  'transition.change': ['Edit transition', '编辑转换'],
  'transition.remove': ['Remove transitions', '删除转换'],
  'transition.reorder': ['Reorder transitions', '调整转换顺序'],
  'transition.retarget': ['Lead transition elsewhere', '更改转换目标'],
  'transition.move': ['Move transition', '移动转换'],
  'edge.insert-state': ['Insert state', '插入状态'],
  'edge.insert-step': ['Insert step', '插入步骤'],
  'action.add': ['Add step', '添加步骤'],
  'action.change': ['Edit step', '编辑步骤'],
  'action.remove': ['Remove step', '删除步骤'],
  'action.move': ['Move step', '移动步骤'],
  'invoke.add': ['Add step to wait for', '添加等待步骤'],
  'invoke.change': ['Edit step to wait for', '编辑等待步骤'],
  'invoke.remove': ['Remove step to wait for', '删除等待步骤'],
  'layout.set': ['Arrange', '排列'],
  'note.add': ['Add note', '添加便签'],
  'note.change': ['Edit note', '编辑便签'],
  'note.remove': ['Remove notes', '删除便签'],
  'pipeline.set': ['Edit pipeline', '编辑流程'],
  'field.set': ['Edit field', '编辑字段'],
  'field.reorder': ['Reorder fields', '调整字段顺序'],
  'variable.set': ['Edit variable', '编辑变量'],
  'roles.set': ['Edit roles', '编辑角色'],
  'role.rename': ['Rename role', '重命名角色'],
  'event.rename': ['Rename event', '重命名事件'],
  'document.replace': ['Replace document', '替换文档'],
  'fragment.paste': ['Paste', '粘贴'],
  batch: ['Several changes', '多项更改'],
};

/** What a command is called in the list of what can be undone. */
export function describeCommand(command: Command): Text {
  if (command.kind === 'batch' && command.text) return command.text;
  const [en, zh] = NAMES[command.kind];
  return { en, 'zh-CN': zh };
}

const members = (values: object): string => Object.keys(values).sort().join();

/** Commands with the same key, one after another, are one run of typing or dragging; `null` for a command that stands alone. */
export function mergeKey(command: Command): string | null {
  switch (command.kind) {
    case 'state.set':
      return `${command.kind} ${command.id} ${members(command.values)}`;
    case 'transition.change':
      return `${command.kind} ${transitionId(command.place)} ${members(command.values)}`;
    case 'action.change':
      return `${command.kind} ${JSON.stringify(command.list)} ${command.index} ${members(command.values)}`;
    case 'invoke.change':
      return `${command.kind} ${command.state} ${command.index} ${members(command.values)}`;
    case 'note.change':
      return `${command.kind} ${command.index} ${members(command.values)}`;
    case 'pipeline.set':
      return `${command.kind} ${members(command.values)}`;
    case 'field.set':
      return command.field === null ? null : `${command.kind} ${command.name}`;
    case 'variable.set':
      return command.variable === null ? null : `${command.kind} ${command.name}`;
    case 'layout.set':
      return `${command.kind} ${members(command.positions)}`;
    default:
      return null;
  }
}
