/** Words that say nothing about a text by themselves, the commonest of English and Chinese: passed over among keywords. Own list. */
export const STOP_WORDS: readonly string[] = [
  ...'a about after all also am an and any are as at be because been but by can could did do does for from get got had has have he her him his how i if in into'.split(
    ' ',
  ),
  ...'is it its just like me more my no not of on one only or our out over she so some than that the their them then there they this to too up us very was'.split(
    ' ',
  ),
  ...'we were what when where which who why will with would you your'.split(' '),
  ...'的 了 是 在 我 我们 你 你们 他 她 它 他们 有 没有 没 就 都 也 很 还 和 与 及 或 不 但 但是 而 而且 这 那 这个 那个 一个 个 一 到 说 去 来 要 会 可以 能 让 给 被 把'.split(
    ' ',
  ),
  ...'从 对 又 再 更 最 太 比较 非常 还是 就是 因为 所以 如果 什么 怎么 自己 上 下 里 吧 吗 呢 啊 着 过 得 地 等'.split(' '),
];
