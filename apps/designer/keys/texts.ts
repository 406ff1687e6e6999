import { defineTexts } from '../i18n/texts.js';

export const keyTexts = defineTexts('keys', {
  title: ['Keys of this page', '本页快捷键'],
  everywhere: ['Everywhere', '全局'],
  search: ['Search and commands', '搜索与命令'],
  help: ['This list', '显示本列表'],
  goHome: ['Home', '首页'],
  goInbox: ['Inbox', '收件箱'],
  bareKeys: ['Single keys', '单键快捷键'],
  bareKeysHint: ['Turn them off if a speech program or your hands get in their way.', '如与语音软件或操作习惯冲突，可在此关闭。'],
});
