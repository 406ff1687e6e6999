import { defineTexts } from '../i18n/texts.js';

export const peopleTexts = defineTexts('people', {
  signIn: ['Sign in', '登录'],
  signInLead: ['Welcome back.', '欢迎回来。'],
  email: ['E-mail', '电子邮箱'],
  password: ['Password', '密码'],
  passwordHint: ['At least 12 characters', '至少 12 个字符'],
  name: ['Your name', '您的姓名'],
  join: ['Set up your account', '设置账户'],
  joinLead: ['This link works once. Choose a name and a password.', '此链接只能使用一次。请设置姓名和密码。'],
  joinButton: ['Begin', '开始'],
  noToken: ['This address lacks its one-time code. Open the whole link again.', '链接缺少一次性代码，请重新打开完整链接。'],
});
