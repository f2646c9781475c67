// Every word on the page, in both languages.

const WORDS = {
  zh: {
    title: "盒子里的微信",
    choose: "选择公众号和粉丝",
    language: "语言",
    accounts: "公众号",
    fans: "粉丝",
    search: "搜索粉丝",
    nickname: "昵称（可不填）",
    newFan: "新粉丝",
    noFans: "还没有粉丝，新建一位吧。",
    nobodyFound: "没有找到这样的粉丝。",
    moreFans: "还有 {count} 位，请搜索。",
    back: "返回，选择公众号和粉丝",
    more: "更多",
    chat: "聊天",
    write: "发消息",
    send: "发送",
    follow: "关注公众号",
    unfollow: "取消关注",
    notFollowing: "未关注",
    followed: "已关注「{name}」",
    unfollowed: "已取消关注「{name}」",
    failure: "该公众号提供的服务出现故障，请稍后再试",
    customer: "客服消息",
    passive: "被动回复",
    picture: "[图片]",
    sending: "正在送达公众号",
    sendingAgain: "正在第 {count} 次送达公众号",
    failed: "公众号没有收到",
    held: "暂缓送达",
    reconnecting: "正在重新连接…",
    refused: "没有成功：{why}",
    noAccountTitle: "还没有公众号",
    noAccountText: "在这台机器上运行下面的命令接上一个，页面会自己刷新。也可以用 fandesk up --demo 启动，里面有现成的。",
    noFanTitle: "你想当谁？",
    noFanText: "选一位粉丝，或者新建一位，就能拿起 TA 的手机。",
    chooseFan: "选择粉丝",
    hello: "说点什么吧，公众号会收到。",
    newHere: "关注后即可发消息，也能收到公众号的消息。",
    SERVICE: "服务号",
    SUBSCRIPTION: "订阅号",
    yesterday: "昨天",
    sample: "我的公众号",
  },
  en: {
    title: "WeChat in a box",
    choose: "Choose an account and a fan",
    language: "Language",
    accounts: "Official accounts",
    fans: "Fans",
    search: "Search fans",
    nickname: "Nickname (optional)",
    newFan: "New fan",
    noFans: "No fans yet. Make one.",
    nobodyFound: "No fan by that name.",
    moreFans: "{count} more. Search to find them.",
    back: "Back, choose an account and a fan",
    more: "More",
    chat: "Chat",
    write: "Message",
    send: "Send",
    follow: "Follow",
    unfollow: "Unfollow",
    notFollowing: "Not following",
    followed: "You followed {name}",
    unfollowed: "You unfollowed {name}",
    failure: "The service of this official account is down. Please try again later.",
    customer: "Customer message",
    passive: "Passive reply",
    picture: "[Picture]",
    sending: "On its way to the account",
    sendingAgain: "On its way to the account, attempt {count}",
    failed: "The account did not take it",
    held: "Held back",
    reconnecting: "Reconnecting…",
    refused: "That did not work: {why}",
    noAccountTitle: "No official account yet",
    noAccountText: "Run this on the same machine to connect one; the page will notice. Or start with fandesk up --demo, which brings its own.",
    noFanTitle: "Who would you like to be?",
    noFanText: "Choose a fan or make a new one, and you hold their phone.",
    chooseFan: "Choose a fan",
    hello: "Say something. The account will hear it.",
    newHere: "Follow to write to the account and to hear from it.",
    SERVICE: "Service account",
    SUBSCRIPTION: "Subscription account",
    yesterday: "Yesterday",
    sample: "My account",
  },
};

let current = "zh";

export function language() {
  return current;
}

export function chooseLanguage(wanted) {
  const first = wanted || localStorage.getItem("lang") || navigator.language || "zh";
  current = first.toLowerCase().startsWith("zh") ? "zh" : "en";
  document.documentElement.lang = current === "zh" ? "zh-CN" : "en";
  if (wanted) localStorage.setItem("lang", current);
}

export function say(word, values = {}) {
  return WORDS[current][word].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Fills in what the HTML names with data-text, data-label and data-placeholder.
export function translatePage() {
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-lang]")) node.setAttribute("aria-pressed", node.dataset.lang === current);
}
