// Written by generate.js: change clients/contract/operations, and run make contract.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Document } from './document'
/** Coming in by an invitation. */
export type AcceptInvitationInput = {
  /** The secret in the link. */
  token: string;
  /** The new agent's password: at least 8 characters. It may be left out beside `miniProgramCode`. */
  password?: string | null | undefined;
  /** What `wx.login` just gave: this WeChat user is linked, and signs in by the mini-program. */
  miniProgramCode?: string | null | undefined;
};

/** What can be done with an official account, as far as WeChat lets it. New values may come. */
export type AccountFeature =
  /** 接收消息: fans' messages and events arrive. */
  | 'RECEIVE_MESSAGES'
  /** 被动回复: an answer within five seconds of a fan's message. */
  | 'PASSIVE_REPLIES'
  /** 客服消息: agents answer fans. */
  | 'CUSTOMER_MESSAGES'
  /** 模板消息. */
  | 'TEMPLATE_MESSAGES'
  /** 订阅通知. */
  | 'SUBSCRIBE_NOTIFICATIONS'
  /** 群发. */
  | 'MASS_SEND'
  /** 参数二维码. */
  | 'QR_CODES'
  /** 自定义菜单. */
  | 'MENUS'
  /** 个性化菜单. */
  | 'CONDITIONAL_MENUS'
  /** 用户管理: the list of followers and what WeChat tells of them. */
  | 'FANS'
  /** 用户标签. */
  | 'TAGS'
  /** 临时素材: pictures, voice and video, in and out. */
  | 'MEDIA'
  /** 永久素材 and drafts. */
  | 'MATERIAL'
  /** 网页授权: a fan's nickname and avatar, with their consent. */
  | 'WEB_SIGN_IN';

/** Where a scan stands. */
export type AccountScanState =
  /** The administrator has not authorised yet. */
  | 'WAITING'
  /** The account is connected. */
  | 'DONE'
  /** It did not work; `failure` says why. A late word of WeChat may still make it DONE. */
  | 'FAILED'
  /** Nobody authorised in time: start another. */
  | 'EXPIRED';

/** Who comes into which team. */
export type AddTeamMemberInput = {
  /** The team. */
  teamId: string;
  /** The agent, who may be in other teams, too. */
  agentId: string;
};

/** How an agent wants to be found while they are here. */
export type AgentAvailability =
  /** They are given new conversations. */
  | 'ONLINE'
  /** They are given only their own conversations that come back. */
  | 'BUSY'
  /** They are given none. */
  | 'AWAY';

/** How an agent is found (在线状态). New values may come: treat one you do not know like AWAY. */
export type AgentPresence =
  /** Here, and given new conversations. */
  | 'ONLINE'
  /** Here, and given only their own conversations that come back. */
  | 'BUSY'
  /** Here, and given none. */
  | 'AWAY'
  /** Not here: none of their clients was heard of within the last minute. */
  | 'OFFLINE';

/** What an agent may do. */
export type AgentRole =
  /** Everything. */
  | 'OWNER'
  /** Everything that runs the workspace, such as connecting accounts. */
  | 'ADMIN'
  /** Answer fans. */
  | 'AGENT';

/** Which conversations of the accounts that they serve an AGENT sees, and the fans of these. Owners and admins see everything. */
export type AgentSees =
  /** All of them. */
  | 'ALL'
  /** Those of their teams, and their own. */
  | 'TEAM'
  /** Their own: those that they were given last. */
  | 'OWN';

/** What was found of an agent when a conversation looked for one. New values may come. */
export type AgentVerdict =
  /** They were given it. */
  | 'CHOSEN'
  /** They could have been given it: it was another's turn. */
  | 'FREE'
  /** They were free, but it was they who had given it back. */
  | 'GAVE_BACK'
  /** They had as many open conversations as they take at once. */
  | 'FULL'
  /** They were BUSY. */
  | 'BUSY'
  /** They were AWAY. */
  | 'AWAY'
  /** They were not here. */
  | 'OFFLINE'
  /** They do not serve the official account. */
  | 'DOES_NOT_SERVE'
  /** They no longer work here. */
  | 'DISABLED';

/** What `wx.requestSubscribeMessage` has just answered. */
export type AllowNotificationsInput = {
  /** How often you accepted: each is good for one message. 1 to 1000. */
  count: number;
};

/** A card that opens a web page (图文). */
export type ArticleContentInput = {
  /** 1 to 64 characters. */
  title: string;
  /** What it is about: up to 512 characters. */
  description?: string;
  /** Where it leads: https:// or http://, up to 1024 characters. */
  url: string;
  /** The address of its picture; empty for none. */
  pictureUrl?: string;
};

/** What a file is sent as, with WeChat's limits. New values may come. */
export type AssetKind =
  /** A picture: PNG, JPEG or GIF, up to 10 MB and 64 million pixels. */
  | 'IMAGE'
  /** A recording: AMR or MP3, up to 2 MB and 60 seconds. */
  | 'VOICE'
  /** A video: MP4, up to 10 MB. */
  | 'VIDEO'
  /** The small picture of a video or of a mini-program's card: JPEG, up to 64 KB. */
  | 'THUMB';

/** Why a conversation came to where it is. New values may come: show `explanation`. */
export type AssignmentReason =
  /** It waits: for the team of its account's routing, or because a fan came back who is anybody's. */
  | 'QUEUED'
  /** It was the agent's turn. */
  | 'ROUND_ROBIN'
  /** The agent had the smallest part of their capacity taken. */
  | 'LEAST_BUSY'
  /** The fan came back to the agent who had them last. */
  | 'STICKY'
  /** The agent answered it while nobody had it. */
  | 'ANSWERED'
  /** The agent took it. */
  | 'TAKEN'
  /** Somebody transferred it to the agent or the team. */
  | 'TRANSFERRED'
  /** Somebody gave it back: it waits for somebody else. */
  | 'GIVEN_BACK'
  /** The fan came back, and the agent who had them last has no place free. */
  | 'AGENT_FULL'
  /** The agent who had it is away, or may not answer it any more. */
  | 'AGENT_GONE';

/** Whom to block. */
export type BlockFanInput = {
  /** The fan. */
  fanId: string;
};

/** How WeChat's console is set to send callbacks (消息加解密方式). */
export type CallbackEncryption =
  /** 明文模式: not encrypted. */
  | 'PLAINTEXT'
  /** 兼容模式: both; Fandesk trusts the encrypted part. */
  | 'COMPATIBLE'
  /** 安全模式: encrypted only. */
  | 'SAFE';

/** Which message to take back. */
export type CancelMessageInput = {
  /** The message, which is SCHEDULED. */
  messageId: string;
};

/** Whom to give another role. */
export type ChangeAgentRoleInput = {
  /** The agent. */
  agentId: string;
  /** The new role. Only owners make owners; the last one stays an owner. */
  role: AgentRole;
};

/** Your own password. */
export type ChangePasswordInput = {
  /** The one you have; left out only by who has none and signs in by the mini-program. */
  currentPassword?: string | null | undefined;
  /** What `wx.login` just gave, instead, where you have no password. With one it does not count. */
  miniProgramCode?: string | null | undefined;
  /** The one you want: at least 8 characters. */
  newPassword: string;
};

/** Which conversation is done. */
export type CloseConversationInput = {
  /** The conversation. */
  conversationId: string;
};

/** An official account as WeChat's console shows it (设置与开发 → 基本配置). */
export type ConnectAccountInput = {
  /** 开发者ID(AppID). */
  appId: string;
  /** 开发者密码(AppSecret). Sealed, and never shown again. */
  appSecret: string;
  /** 原始ID. */
  originalId: string;
  /** What to call it: 1 to 64 characters. */
  name: string;
  /** 服务号 or 订阅号. */
  kind: OfficialAccountKind;
  /** Is it 认证? */
  verified: boolean;
  /** 令牌(Token): the one you also put into the console, 3 to 32 letters and digits. */
  token: string;
  /** 消息加解密密钥(EncodingAESKey): 43 letters and digits; only PLAINTEXT does without. */
  encodingAesKey?: string | null | undefined;
  /** 消息加解密方式, as set in the console. */
  encryption: CallbackEncryption;
};

/** How an account was connected. */
export type ConnectedBy =
  /** 手动接入: its AppSecret, Token and EncodingAESKey were entered. */
  | 'MANUAL'
  /** 扫码接入: its administrator authorised this server's third-party platform. */
  | 'SCAN';

/** How a step stands. */
export type ConnectionTestStatus =
  /** It is right. */
  | 'OK'
  /** Something has to happen first; the message says what. */
  | 'WAITING'
  /** It is wrong; the message says what to do. */
  | 'FAILED'
  /** It does not apply to this account. */
  | 'SKIPPED';

/** What has to be right, in the order in which to put it right. */
export type ConnectionTestStepName =
  /** WeChat gives an access token for the AppID and AppSecret, or for the authorisation. */
  | 'CREDENTIALS'
  /** WeChat's console has checked the callback address. */
  | 'CALLBACK_ADDRESS'
  /** WeChat has pushed something here. */
  | 'PUSH'
  /** Token, EncodingAESKey and mode of what was pushed fit. */
  | 'SIGNATURE'
  /** A fan's message has arrived since the account was connected. */
  | 'TEST_MESSAGE'
  /** WeChat lets agents answer. */
  | 'CUSTOMER_MESSAGES';

/** Which conversations are counted; what is left out is not asked. */
export type ConversationCountsFilter = {
  /** Of these official accounts. */
  accountIds?: Array<string> | null | undefined;
};

/** Which conversations; what is left out is not asked. */
export type ConversationFilter = {
  /** Of these official accounts. */
  accountIds?: Array<string> | null | undefined;
  /** In one of these states. */
  statuses?: Array<ConversationStatus> | null | undefined;
  /** With one of these labels: at most 100. */
  labelIds?: Array<string> | null | undefined;
  /** Whose fan has waited for an answer at least this long; 0 for all who wait. */
  waitingLongerThanSeconds?: number | null | undefined;
  /** With unread messages, or without. */
  unread?: boolean | null | undefined;
  /** Answered by one of these agents: at most 100. */
  assigneeIds?: Array<string> | null | undefined;
  /** Nobody's, or somebody's. */
  unassigned?: boolean | null | undefined;
  /** Of one of these teams: at most 100. */
  teamIds?: Array<string> | null | undefined;
  /** Waiting for an agent, or not. */
  queued?: boolean | null | undefined;
};

/** Where a conversation stands. New values may come. */
export type ConversationStatus =
  /** It wants attention. */
  | 'OPEN'
  /** It will want attention again; the fan's next message opens it at once. */
  | 'SNOOZED'
  /** It is done; the fan's next message opens it, and so does an agent's answer. */
  | 'CLOSED';

/** A new canned response. Words may hold {{fan.name}}, {{agent.name}} and {{account.name}}: `renderCannedResponse` fills them. */
export type CreateCannedResponseInput = {
  /** 1 to 32 characters without blanks; a leading / is dropped. */
  shortcut: string;
  /** 1 to 64 characters. */
  title: string;
  /** What it stands for. */
  content: MessageContentInput;
  /** 1 to 255 characters of your own: a repeat within 48 hours makes nothing new. */
  idempotencyKey?: string | null | undefined;
};

/** A new field. */
export type CreateFanFieldInput = {
  /** 1 to 32 characters; no other field of the workspace has it. */
  name: string;
  /** What it holds. */
  kind: FanFieldKind;
  /** For CHOICE 1 to 50, each of 1 to 64 characters; else none. */
  choices?: Array<string>;
  /** 1 to 255 characters. Repeated with the same request within 48 hours, it does nothing. */
  idempotencyKey?: string | null | undefined;
};

/** Whom to ask in. */
export type CreateInvitationInput = {
  /** What they will sign in with; nobody may have it yet. */
  email: string;
  /** How colleagues will call them: 1 to 64 characters. */
  name: string;
  /** What they will be allowed to do. Only owners make owners. */
  role: AgentRole;
};

/** A new label. */
export type CreateLabelInput = {
  /** 1 to 32 characters; no other label of the workspace has them. */
  name: string;
  /** A colour as #RRGGBB. */
  color: string;
  /** 1 to 255 characters of your own. A repeat within 48 hours answers the same and makes nothing. */
  idempotencyKey?: string | null | undefined;
};

/** A new note. */
export type CreateNoteInput = {
  /** The conversation it is about. */
  conversationId: string;
  /** 1 to 4000 characters. */
  text: string;
  /** Agents whom it calls by name: at most 50. */
  mentions?: Array<string>;
  /** 1 to 255 characters of your own. A repeat within 48 hours answers the same and writes nothing. */
  idempotencyKey?: string | null | undefined;
};

/** A new schedule. */
export type CreateScheduleInput = {
  /** 1 to 64 characters that no other schedule has as its name. */
  name: string;
  /** 1 to 28 that do not overlap. */
  intervals: Array<ScheduleIntervalInput>;
  /** Whose clocks and days count: a name of the IANA database. */
  timeZone?: string;
  /** What public holidays do to intervals of weekdays. */
  holidays?: HolidayPolicy;
  /** The first day on which anything opens. */
  startsOn?: string | null | undefined;
  /** The last day on which anything opens: over midnight, it closes the day after. */
  endsOn?: string | null | undefined;
  /** 1 to 255 characters of your own. A repeat within 48 hours answers the same and makes nothing. */
  idempotencyKey?: string | null | undefined;
};

/** A new tag. */
export type CreateTagInput = {
  /** The official account. */
  accountId: string;
  /** 1 to 30 characters. */
  name: string;
};

/** A new team. */
export type CreateTeamInput = {
  /** 1 to 64 characters that no other team has as its name. */
  name: string;
  /** 1 to 255 characters of your own. A repeat within 48 hours answers the same and makes nothing. */
  idempotencyKey?: string | null | undefined;
};

/** A kind of day by China's official calendar (节假日安排). In a year that it does not know yet, Mondays to Fridays are workdays and weekends are days off. */
export type DayClass =
  /** A day on which China works, the weekend days that make up for a holiday (调休上班) included. */
  | 'WORKDAY'
  /** A day on which China does not work: every day that is no WORKDAY. */
  | 'DAY_OFF'
  /** A day of a public holiday (法定节假日), the days that were moved to it (调休放假) included. */
  | 'PUBLIC_HOLIDAY';

/** Which asset to delete. */
export type DeleteAssetInput = {
  /** The asset. */
  assetId: string;
};

/** Which canned response to delete. */
export type DeleteCannedResponseInput = {
  /** The canned response. */
  cannedResponseId: string;
};

/** Which field goes. */
export type DeleteFanFieldInput = {
  /** The field. */
  fieldId: string;
};

/** Which label goes. */
export type DeleteLabelInput = {
  /** The label. */
  labelId: string;
};

/** Which note goes. */
export type DeleteNoteInput = {
  /** The note. */
  noteId: string;
};

/** Which schedule goes. */
export type DeleteScheduleInput = {
  /** The schedule. */
  scheduleId: string;
};

/** Which tag goes. */
export type DeleteTagInput = {
  /** The tag. */
  tagId: string;
};

/** Which team goes. */
export type DeleteTeamInput = {
  /** The team. */
  teamId: string;
};

/** How a phone is reached while it sleeps. */
export type DeviceKind =
  /** In the agent's own WeChat, by subscribe messages (订阅消息) of this server's mini-program. */
  | 'MINI_PROGRAM'
  /** By an app's own push service, which this server's operator runs. */
  | 'APP';

/** Whom it is about. */
export type DisableAgentInput = {
  /** The agent. All their devices are signed out. */
  agentId: string;
};

/** Which account is to leave. */
export type DisconnectAccountInput = {
  /** The account. */
  accountId: string;
};

/** A note's new words. */
export type EditNoteInput = {
  /** The note. */
  noteId: string;
  /** 1 to 4000 characters. */
  text: string;
  /** Agents whom it calls by name: at most 50. Left out, they stay as they are. */
  mentions?: Array<string> | null | undefined;
};

/** Whom it is about. */
export type EnableAgentInput = {
  /** The agent, who signs in with the old password. */
  agentId: string;
};

/** Which device to sign out. */
export type EndSessionInput = {
  /** The session, from `sessions` or from an agent below you. */
  sessionId: string;
};

/** What a fan has in one of your fields. */
export type FanFieldFilter = {
  /** The field. */
  fieldId: string;
  /** Exactly this text: numbers like -0.5, dates like 2026-01-31. */
  equals: string;
};

/** What a field of your own holds. */
export type FanFieldKind =
  /** At most 256 characters. */
  | 'TEXT'
  /** A number with at most 15 digits before the point and 6 behind it, such as -0.5. */
  | 'NUMBER'
  /** A day, written like 2026-01-31. */
  | 'DATE'
  /** One of the field's `choices`. */
  | 'CHOICE';

/** What a fan has in one field. */
export type FanFieldValueInput = {
  /** The field. */
  fieldId: string;
  /** What its kind takes, written as text; null or empty takes away what is there. */
  text?: string | null | undefined;
};

/** Which fans; what is left out is not asked. */
export type FanFilter = {
  /** Of these official accounts. */
  accountIds?: Array<string> | null | undefined;
  /** With one of these tags, as `tags { anyOf }`; give one of the two. */
  tagIds?: Array<string> | null | undefined;
  /** With these tags, or without. */
  tags?: TagsFilter | null | undefined;
  /** Who came by one of these ways, in WeChat's words, such as ADD_SCENE_QR_CODE. */
  subscribeScenes?: Array<string> | null | undefined;
  /** Who came in one of these ways when they followed last. */
  followedVia?: Array<FollowSource> | null | undefined;
  /** Who followed last then. */
  followedBetween?: PeriodFilter | null | undefined;
  /** Who last wrote or did something then. */
  lastSeenBetween?: PeriodFilter | null | undefined;
  /** Who follow, or who do not. */
  isFollowing?: boolean | null | undefined;
  /** Who are blocked, or who are not. */
  isBlocked?: boolean | null | undefined;
  /** Of whom WeChat's UnionID is known, or is not. */
  hasUnionid?: boolean | null | undefined;
  /** Who have all of this in your own fields: at most 20. */
  fields?: Array<FanFieldFilter> | null | undefined;
  /** To whom WeChat's windows (互动窗口) let a customer message go now, or to whom they do not, by WeChat's rules of the day; what waits to be sent has its slot. Of the account's state and of blocking it asks nothing. */
  windowOpen?: boolean | null | undefined;
};

/** Where a fan's name comes from. WeChat gives out no nicknames since 2021-12-27. */
export type FanNameSource =
  /** An agent gave it, here or in WeChat's console. */
  | 'REMARK'
  /** The fan showed their nickname on the account's identity page. */
  | 'NICKNAME'
  /** Nobody knows it: it is made of their OpenID, and stays the same. */
  | 'GENERATED';

/** How a fan came to follow, as far as the callback tells. New values may come. */
export type FollowSource =
  /** By one of your QR codes. */
  | 'QR'
  /** After they paid. */
  | 'PAYMENT'
  /** WeChat does not say. */
  | 'UNKNOWN';

/** How far the reading of an account's followers is. */
export type FollowerSyncState =
  /** Who follows is being read. */
  | 'LISTING'
  /** Who follows is known; how they came, their remarks and tags are being read. */
  | 'DETAILING'
  /** All of it was read. */
  | 'DONE'
  /** It was given up; `failure` says why. Start another when the reason is gone. */
  | 'FAILED';

/** Which conversation goes back. */
export type GiveBackConversationInput = {
  /** The conversation. */
  conversationId: string;
};

/** What China's public holidays do to intervals of weekdays. Intervals with a `dayClass` know them anyway. */
export type HolidayPolicy =
  /** Nothing: a Monday is a Monday, and a Saturday that is worked is a Saturday. */
  | 'IGNORED'
  /** No interval of weekdays opens on a public holiday. A Saturday that is worked stays a Saturday. */
  | 'CLOSED';

/** A picture to send. */
export type ImageContentInput = {
  /** An asset of the kind IMAGE. */
  assetId: string;
};

/** That you are here, or go. */
export type KeepPresenceInput = {
  /** False when you leave, for example when the app goes into the background. */
  isHere?: boolean;
};

/** A conversation that gets a label. */
export type LabelConversationInput = {
  /** The conversation. */
  conversationId: string;
  /** The label. */
  labelId: string;
};

/** Whom to link: the WeChat user who opened the mini-program, to you. */
export type LinkMiniProgramInput = {
  /** What `wx.login` just gave: good once, for five minutes. */
  code: string;
};

/** Up to where a conversation has been read. */
export type MarkConversationReadInput = {
  /** The conversation. */
  conversationId: string;
  /** The newest message that was seen. */
  upToMessageId: string;
};

/** Is a file here? New values may come. */
export type MediaState =
  /** It is being fetched from WeChat, or will be tried again; `failure` says why it was not at once. */
  | 'WAITING'
  /** It is here: `url` leads to it. */
  | 'STORED'
  /** It could not be fetched; `failure` says why. `retryMedia` tries again while WeChat has it. */
  | 'LOST';

/** A question with answers to tap (菜单消息). WeChat takes it from service accounts only. */
export type MenuContentInput = {
  /** The words above the answers. */
  head?: string;
  /** 1 to 20 answers. */
  items: Array<MessageMenuItemInput>;
  /** The words below them. */
  tail?: string;
};

/** What to send: exactly one of these. */
export type MessageContentInput = {
  /** A text. */
  text?: TextContentInput | null | undefined;
  /** A picture. */
  image?: ImageContentInput | null | undefined;
  /** A recording. */
  voice?: VoiceContentInput | null | undefined;
  /** A video. */
  video?: VideoContentInput | null | undefined;
  /** A card that opens a web page. */
  article?: ArticleContentInput | null | undefined;
  /** A card that opens a page of a mini-program. */
  miniProgramCard?: MiniProgramCardContentInput | null | undefined;
  /** A question with answers to tap. */
  menu?: MenuContentInput | null | undefined;
};

/** Which way a message went. */
export type MessageDirection =
  /** From the fan. */
  | 'IN'
  /** To the fan. */
  | 'OUT';

/** What a message is. New values may come: show one you do not know like UNSUPPORTED. */
export type MessageKind =
  /** Words. */
  | 'TEXT'
  /** A picture. */
  | 'IMAGE'
  /** Something spoken. */
  | 'VOICE'
  /** A video, short or long. */
  | 'VIDEO'
  /** A place. */
  | 'LOCATION'
  /** A link with a title. */
  | 'LINK'
  /** A mini-program's card. */
  | 'CARD'
  /** A card that opens a web page; accounts send it. */
  | 'ARTICLE'
  /** A question with answers to tap; accounts send it. */
  | 'MENU'
  /** A file. */
  | 'FILE'
  /** Something that WeChat documents nowhere; `wechatKind` says what it calls it. */
  | 'UNSUPPORTED'
  /** Something the fan did, such as following; `wechatKind` says what. */
  | 'EVENT';

/** One answer that the fan may tap. */
export type MessageMenuItemInput = {
  /** 1 to 64 characters, no two alike in a menu: the fan's tap comes back with it as `menuItemId`. */
  itemId: string;
  /** What the fan reads, and says by tapping: 1 to 64 characters. */
  text: string;
};

/** How far a message has come. New values may come. */
export type MessageStatus =
  /** The fan sent it. */
  | 'RECEIVED'
  /** It waits to be sent. */
  | 'SCHEDULED'
  /** WeChat took it. */
  | 'SENT'
  /** WeChat said no; `refusal` says why. */
  | 'REFUSED'
  /** WeChat was asked and did not answer: it may have arrived. It is never repeated by itself. */
  | 'UNCERTAIN'
  /** Taken back before it was sent; `refusal` says why. */
  | 'CANCELLED'
  /** It could not be sent in time; `refusal` says why. */
  | 'EXPIRED';

/** A card that opens a page of a mini-program (小程序卡片) that is linked to the account. */
export type MiniProgramCardContentInput = {
  /** 1 to 64 characters. */
  title: string;
  /** The mini-program's AppID. */
  appId: string;
  /** The page that it opens, such as pages/index?id=1. */
  pagePath: string;
  /** Its picture: an asset of the kind THUMB. */
  thumbAssetId: string;
};

/** The two kinds of official account; they have different rights at WeChat. */
export type OfficialAccountKind =
  /** 服务号. */
  | 'SERVICE'
  /** 订阅号. */
  | 'SUBSCRIPTION';

/** Does an account hear and speak? */
export type OfficialAccountState =
  /** It does both. */
  | 'CONNECTED'
  /** It hears its fans but does not speak, until `resumeAccount`. */
  | 'PAUSED'
  /** It does neither. Its history stays; connecting it again goes on from there. */
  | 'DISCONNECTED';

/** Which account is to pause. */
export type PauseAccountInput = {
  /** The account. */
  accountId: string;
};

/** A span of time; what is left out is open. */
export type PeriodFilter = {
  /** Not before this moment. */
  from?: string | null | undefined;
  /** Before this moment. */
  to?: string | null | undefined;
};

/** A time of each day at which no phone is to ring. */
export type QuietHoursInput = {
  /** When they begin, from 00:00 to 23:59. */
  start: string;
  /** When they end, from 00:00 to 23:59: over midnight where before `start`. */
  end: string;
};

/** What would help, or reach the fan in another way. New values may come. */
export type ReachAlternative =
  /** Connect the account again. */
  | 'CONNECT_ACCOUNT'
  /** Resume the account. */
  | 'RESUME_ACCOUNT'
  /** Have the account verified. */
  | 'VERIFY_ACCOUNT'
  /** Scan again, and grant the permission. */
  | 'GRANT_PERMISSION'
  /** Take the fan off the blacklist. */
  | 'UNBLOCK_FAN'
  /** Wait until the fan writes, or follows again. */
  | 'WAIT_FOR_FAN'
  /** A template message (模板消息). */
  | 'TEMPLATE_MESSAGE'
  /** A notification to which the fan subscribed (订阅通知). */
  | 'SUBSCRIBE_NOTIFICATION'
  /** A mass send (群发). */
  | 'MASS_SEND';

/** About which account to ask. */
export type RefreshAccountInput = {
  /** The account. */
  accountId: string;
};

/** Which session to go on with. */
export type RefreshSessionInput = {
  /** The one from the last `signIn` or `refreshSession`. */
  refreshToken: string;
};

/** The phone that asks. */
export type RegisterDeviceInput = {
  /** How it is reached. For MINI_PROGRAM the rest is left out. */
  kind: DeviceKind;
  /** Of an APP, what its push service goes by, such as apns: at most 64 characters. */
  service?: string;
  /** Of an APP, what its push service calls the phone: 1 to 512 characters. */
  address?: string;
};

/** Which phone goes. */
export type RemoveDeviceInput = {
  /** A phone of yours, from `devices`. */
  deviceId: string;
};

/** Who leaves which team. */
export type RemoveTeamMemberInput = {
  /** The team. */
  teamId: string;
  /** The agent. */
  agentId: string;
};

/** Whom to call by another name. */
export type RenameAgentInput = {
  /** The agent; everybody may rename themselves. */
  agentId: string;
  /** 1 to 64 characters. */
  name: string;
};

/** A tag's new name. */
export type RenameTagInput = {
  /** The tag. */
  tagId: string;
  /** 1 to 30 characters. */
  name: string;
};

/** Which team to call by another name. */
export type RenameTeamInput = {
  /** The team. */
  teamId: string;
  /** 1 to 64 characters that no other team has as its name. */
  name: string;
};

/** Which conversation wants attention again. */
export type ReopenConversationInput = {
  /** The conversation. */
  conversationId: string;
};

/** Which message to send again. */
export type ResendMessageInput = {
  /** A message that was REFUSED, UNCERTAIN (it may have arrived: look first), EXPIRED or CANCELLED. */
  messageId: string;
  /** 1 to 255 characters of your own. A repeat within 48 hours answers the same and sends nothing. */
  idempotencyKey?: string | null | undefined;
};

/** Which account is to go on. */
export type ResumeAccountInput = {
  /** The account. */
  accountId: string;
};

/** Whose files to fetch again. */
export type RetryMediaInput = {
  /** The message. */
  messageId: string;
};

/** Who is given a conversation that waits (分配方式). New values may come. */
export type RoutingMode =
  /** Nobody, until somebody takes it or answers it (手动接入). */
  | 'MANUAL'
  /** Whoever was given one the longest ago, of those who are ONLINE and have a place (轮流分配). */
  | 'ROUND_ROBIN'
  /** Whoever has the smallest part of their capacity taken, of the same (空闲优先). */
  | 'LEAST_BUSY';

/** When it is open on some days: give `weekdays` or `dayClass`. */
export type ScheduleIntervalInput = {
  /** When it opens: 00:00 to 23:59. */
  from: string;
  /** When it closes: 00:00 to 24:00. Where this is not later than `from`, it is the next day's; where it is the same, that is 24 hours later. */
  until: string;
  /** The days on which it opens. */
  weekdays?: Array<Weekday>;
  /** Or the kind of day on which it opens. */
  dayClass?: DayClass | null | undefined;
};

/** What a search looks into. New values may come. */
export type SearchKind =
  /** What fans and agents wrote; of a voice what WeChat understood. */
  | 'MESSAGE'
  /** The remarks and nicknames of fans. */
  | 'FAN'
  /** What agents noted on conversations. */
  | 'NOTE';

/** An answer to a fan. */
export type SendMessageInput = {
  /** The conversation to answer in. */
  conversationId: string;
  /** What to send. */
  content: MessageContentInput;
  /** When to send it, at most 30 days ahead; at once where it is left out. The message stands in the conversation where it was written. */
  sendAt?: string | null | undefined;
  /** The newest `Message.seq` on your screen, or `Conversation.lastSeq`. Where the fan or another agent has said something behind it, nothing is sent: CONVERSATION_MOVED_ON. Left out, it is sent in any case. */
  expectedSeq?: number | null | undefined;
  /** 1 to 255 characters of your own. A repeat within 48 hours answers the same and sends nothing. */
  idempotencyKey?: string | null | undefined;
};

/** What a fan has in your fields. */
export type SetFanFieldsInput = {
  /** The fan. */
  fanId: string;
  /** 1 to 50 fields, each once. Fields that are not named stay as they are. */
  values: Array<FanFieldValueInput>;
};

/** What to call a fan. */
export type SetFanRemarkInput = {
  /** The fan. */
  fanId: string;
  /** At most 30 characters; empty takes it away. */
  remark: string;
};

/** How you want to be found. */
export type SetPresenceInput = {
  /** It stays so until you say otherwise, also over night. */
  presence: AgentAvailability;
};

/** Where an agent is typing. */
export type ShowTypingInput = {
  /** The conversation. */
  conversationId: string;
};

/** Which conversation you look at. */
export type ShowViewingInput = {
  /** The conversation. */
  conversationId: string;
  /** Is somebody typing an answer on this device? */
  isTyping?: boolean;
  /** False when it leaves the screen: sooner than its 20 seconds would. */
  isViewing?: boolean;
};

/** Who wants to sign in. */
export type SignInInput = {
  /** The agent's email, in any case. */
  email: string;
  /** The agent's password. */
  password: string;
};

/** Who opened the mini-program. */
export type SignInWithMiniProgramInput = {
  /** What `wx.login` just gave: good once, for five minutes. */
  code: string;
};

/** Which session to end. */
export type SignOutInput = {
  /** The session's current refresh token. */
  refreshToken: string;
};

/** Until when a conversation is put aside. */
export type SnoozeConversationInput = {
  /** The conversation. */
  conversationId: string;
  /** A moment of the coming year. Left out, it waits for the fan, who opens it in any case. */
  until?: string | null | undefined;
};

/** A scan to start. */
export type StartAccountScanInput = {
  /** 1 to 255 characters of your own. A repeat within 48 hours answers with the same scan. */
  idempotencyKey?: string | null | undefined;
};

/** Whose followers. */
export type SyncFollowersInput = {
  /** The official account. */
  accountId: string;
};

/** Fans who get a tag. */
export type TagFansInput = {
  /** The tag. */
  tagId: string;
  /** 1 to 1000 fans of the tag's account. */
  fanIds: Array<string>;
  /** 1 to 255 characters. Repeated with the same request within 48 hours, it does nothing. */
  idempotencyKey?: string | null | undefined;
};

/** With which tags; what is left out is not asked. */
export type TagsFilter = {
  /** With all of these: at most 20. */
  allOf?: Array<string> | null | undefined;
  /** With at least one of these: at most 100; of an empty list nobody has one. */
  anyOf?: Array<string> | null | undefined;
  /** With none of these: at most 100. */
  noneOf?: Array<string> | null | undefined;
};

/** Which conversation you take. */
export type TakeConversationInput = {
  /** The conversation. */
  conversationId: string;
};

/** Words to send. */
export type TextContentInput = {
  /** The text: at most 2048 bytes in UTF-8, about 680 Chinese characters. Links as `<a href="…">…</a>`. */
  body: string;
};

/** What a fan did. New values may come. */
export type TimelineKind =
  /** They followed, for the first time or again. */
  | 'FOLLOWED'
  /** They unfollowed. */
  | 'UNFOLLOWED'
  /** As a follower they scanned one of your QR codes (带参数二维码). */
  | 'QR_SCANNED'
  /** They pressed a button of the menu. */
  | 'MENU_CLICKED'
  /** They opened a page from the menu. */
  | 'MENU_LINK_OPENED'
  /** They opened a mini-program from the menu. */
  | 'MINI_PROGRAM_OPENED'
  /** They scanned some code with a button of the menu. */
  | 'CODE_SCANNED'
  /** They chose pictures with a button of the menu; the pictures follow as messages. */
  | 'PICTURES_CHOSEN'
  /** They chose a place with a button of the menu. */
  | 'LOCATION_CHOSEN'
  /** WeChat reported where they are. */
  | 'LOCATION_REPORTED'
  /** They allowed or refused notices (订阅通知). */
  | 'SUBSCRIPTION_CHANGED'
  /** Something that Fandesk has no word for yet. */
  | 'OTHER';

/** To whom a conversation goes: an agent or a team, one of the two. */
export type TransferConversationInput = {
  /** The conversation. */
  conversationId: string;
  /** The agent who is to answer it. They need not be here. */
  agentId?: string | null | undefined;
  /** The team that it is to wait for: nobody has it until one of them does. */
  teamId?: string | null | undefined;
};

/** Whom to hear again. */
export type UnblockFanInput = {
  /** The fan. */
  fanId: string;
};

/** A conversation that loses a label. */
export type UnlabelConversationInput = {
  /** The conversation. */
  conversationId: string;
  /** The label. */
  labelId: string;
};

/** Whom to unlink. */
export type UnlinkMiniProgramInput = {
  /** An agent below you, such as one whose phone is lost; yourself where left out. */
  agentId?: string | null | undefined;
};

/** Why WeChat would refuse a message. New values may come. */
export type UnreachableReason =
  /** The account is disconnected. */
  | 'ACCOUNT_DISCONNECTED'
  /** The account is paused. */
  | 'ACCOUNT_PAUSED'
  /** The account is not verified (认证). */
  | 'ACCOUNT_NOT_VERIFIED'
  /** The scan that connected the account did not grant 消息管理. */
  | 'PERMISSION_MISSING'
  /** The fan is on the account's blacklist (黑名单). */
  | 'BLOCKED'
  /** The fan does not follow the account. */
  | 'UNFOLLOWED'
  /** The fan did nothing lately that lets the account write (45015). */
  | 'NO_WINDOW'
  /** All messages of the open windows are sent or planned (45047). */
  | 'USED_UP';

/** Fans who lose a tag. */
export type UntagFansInput = {
  /** The tag. */
  tagId: string;
  /** 1 to 1000 fans of the tag's account. */
  fanIds: Array<string>;
  /** 1 to 255 characters. Repeated with the same request within 48 hours, it does nothing. */
  idempotencyKey?: string | null | undefined;
};

/** What was changed in WeChat's console; what is left out stays as it is. */
export type UpdateAccountCredentialsInput = {
  /** An account that was connected by hand. */
  accountId: string;
  /** The new AppSecret. */
  appSecret?: string | null | undefined;
  /** The new Token. */
  token?: string | null | undefined;
  /** The new EncodingAESKey. */
  encodingAesKey?: string | null | undefined;
  /** The new 消息加解密方式. */
  encryption?: CallbackEncryption | null | undefined;
};

/** What is to be different; what is left out stays as it is. */
export type UpdateAccountInput = {
  /** The account. */
  accountId: string;
  /** What to call it: 1 to 64 characters. */
  name?: string | null | undefined;
  /** Of an account connected by hand: 服务号 or 订阅号. */
  kind?: OfficialAccountKind | null | undefined;
  /** Of an account connected by hand: is it 认证? */
  verified?: boolean | null | undefined;
};

/** How the conversations of an account are to find their agents: all of it at once. */
export type UpdateAccountRoutingInput = {
  /** The official account. */
  accountId: string;
  /** Who is given a conversation that waits. */
  mode: RoutingMode;
  /** Is a fan who comes back given to the agent who had them last? */
  isSticky?: boolean;
  /** The team that new conversations wait for; left out, they wait for whoever serves the account. */
  teamId?: string | null | undefined;
};

/** What an agent is to work on; what is left out stays as it is. */
export type UpdateAgentWorkInput = {
  /** The agent. */
  agentId: string;
  /** Which conversations they see. */
  sees?: AgentSees | null | undefined;
  /** True: every official account, those included that come later. */
  servesAllAccounts?: boolean | null | undefined;
  /** The official accounts that they serve from now on, and no others: at most 500. */
  accountIds?: Array<string> | null | undefined;
  /** How many open conversations they are given at once: 0 to 500. Who has more keeps them. */
  capacity?: number | null | undefined;
};

/** A canned response as it is to be from now on. Words may hold {{fan.name}}, {{agent.name}} and {{account.name}}: `renderCannedResponse` fills them. */
export type UpdateCannedResponseInput = {
  /** The canned response. */
  cannedResponseId: string;
  /** 1 to 32 characters without blanks; a leading / is dropped. */
  shortcut: string;
  /** 1 to 64 characters. */
  title: string;
  /** What it stands for. */
  content: MessageContentInput;
};

/** What changes of a field; what is left out stays. */
export type UpdateFanFieldInput = {
  /** The field. */
  fieldId: string;
  /** Its new name, 1 to 32 characters. */
  name?: string | null | undefined;
  /** All its choices from now on. One that is missing stays with the fans who have it. */
  choices?: Array<string> | null | undefined;
};

/** What a label is to look like; what is left out stays. */
export type UpdateLabelInput = {
  /** The label. */
  labelId: string;
  /** 1 to 32 characters. */
  name?: string | null | undefined;
  /** A colour as #RRGGBB. */
  color?: string | null | undefined;
};

/** What you want to be told. What is left out stays as it is. */
export type UpdateNotificationSettingsInput = {
  /** Tell of fans' messages? */
  newMessages?: boolean | null | undefined;
  /** Tell of new followers? */
  newFollowers?: boolean | null | undefined;
  /** Tell of conversations given to you? */
  assignments?: boolean | null | undefined;
  /** When no phone rings; null for never. */
  quietHours?: QuietHoursInput | null | undefined;
  /** Where you are, such as Asia/Shanghai. */
  timeZone?: string | null | undefined;
};

/** A schedule as it is to be from now on: what is left out is as in a new one. */
export type UpdateScheduleInput = {
  /** 1 to 64 characters that no other schedule has as its name. */
  name: string;
  /** 1 to 28 that do not overlap. */
  intervals: Array<ScheduleIntervalInput>;
  /** Whose clocks and days count: a name of the IANA database. */
  timeZone?: string;
  /** What public holidays do to intervals of weekdays. */
  holidays?: HolidayPolicy;
  /** The first day on which anything opens. */
  startsOn?: string | null | undefined;
  /** The last day on which anything opens: over midnight, it closes the day after. */
  endsOn?: string | null | undefined;
  /** The schedule. */
  scheduleId: string;
};

/** What to change of a message that is planned for later; what is left out stays. */
export type UpdateScheduledMessageInput = {
  /** The message, which has a `scheduledFor`. */
  messageId: string;
  /** What to send instead. */
  content?: MessageContentInput | null | undefined;
  /** When to send it instead, at most 30 days ahead. */
  sendAt?: string | null | undefined;
};

/** Why a mutation refused. New values may come: treat one you do not know like BAD_USER_INPUT. */
export type UserErrorCode =
  /** The official account is connected already, here or in another workspace. */
  | 'ACCOUNT_ALREADY_CONNECTED'
  /** The official account is disconnected: connect it again first. */
  | 'ACCOUNT_DISCONNECTED'
  /** The official account is paused: it hears but does not speak until it is resumed. */
  | 'ACCOUNT_PAUSED'
  /** The agent does not serve the conversation's official account. */
  | 'AGENT_DOES_NOT_SERVE'
  /** The agent has as many open conversations as they take at once. */
  | 'AGENT_FULL'
  /** A value cannot be used; `field` names it and `message` says what would be right. */
  | 'BAD_USER_INPUT'
  /** Somebody else has said something since: `missed` has it. Read it, then send again. */
  | 'CONVERSATION_MOVED_ON'
  /** Somebody signs in with this email already. */
  | 'EMAIL_TAKEN'
  /** The fan is blocked: nothing reaches them until they are unblocked. */
  | 'FAN_BLOCKED'
  /** The workspace has 50 fields of its own for fans, which is the most. */
  | 'FAN_FIELD_LIMIT_REACHED'
  /** Another field of the workspace has this name. */
  | 'FAN_FIELD_NAME_TAKEN'
  /** Your role may not do this. */
  | 'FORBIDDEN'
  /** The idempotencyKey was used before, with other input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The mini-program's code is unknown, used or older than five minutes: call `wx.login` again. */
  | 'INVALID_CODE'
  /** Email or password is wrong. */
  | 'INVALID_CREDENTIALS'
  /** The invitation is unknown, used, withdrawn or expired. */
  | 'INVITATION_OVER'
  /** The refresh token is unknown, expired, signed out or used twice: sign in again. */
  | 'INVALID_REFRESH_TOKEN'
  /** There are too many labels: 100 a workspace, 20 a conversation. */
  | 'LABEL_LIMIT_REACHED'
  /** Another label of the workspace has this name. */
  | 'LABEL_NAME_TAKEN'
  /** The workspace would be left without an owner. */
  | 'LAST_OWNER'
  /** WeChat keeps a fan's files for three days, and they are over. */
  | 'MEDIA_EXPIRED'
  /** Nothing of this message is missing: there is nothing to fetch again. */
  | 'MEDIA_NOT_MISSING'
  /** There is nothing to send. */
  | 'MESSAGE_EMPTY'
  /** The message was sent, or may still be: there is nothing to send again. */
  | 'MESSAGE_NOT_OVER'
  /** WeChat does not take a text this long. */
  | 'MESSAGE_TOO_LONG'
  /** The message waits no longer: it is on its way, or its outcome is known. */
  | 'MESSAGE_UNDER_WAY'
  /** You sign in as another WeChat user already: `unlinkMiniProgram` first. */
  | 'MINI_PROGRAM_ALREADY_LINKED'
  /** This WeChat user signs in as another agent already. */
  | 'MINI_PROGRAM_LINKED_ELSEWHERE'
  /** No agent is linked to this WeChat user: sign in otherwise, and `linkMiniProgram`. */
  | 'MINI_PROGRAM_NOT_LINKED'
  /** This server has no mini-program (小程序) of its own. */
  | 'MINI_PROGRAM_NOT_SET_UP'
  /** There is no such thing for you: missing, foreign and malformed ids look the same. */
  | 'NOT_FOUND'
  /** There would be no way left to sign in: set a password first. */
  | 'ONLY_WAY_IN'
  /** This server is no third-party platform (第三方平台), so nothing can be scanned. */
  | 'PLATFORM_NOT_SET_UP'
  /** You have done this too often lately; `message` says how long to wait. */
  | 'RATE_LIMITED'
  /** The workspace has 50 schedules, which is the most. */
  | 'SCHEDULE_LIMIT_REACHED'
  /** Another schedule of the workspace has this name, but for case and width. */
  | 'SCHEDULE_NAME_TAKEN'
  /** Another canned response has this shortcut. */
  | 'SHORTCUT_TAKEN'
  /** WeChat's limit of tags is reached: 100 an account, 20 a fan. */
  | 'TAG_LIMIT_REACHED'
  /** Another tag of the account has this name. */
  | 'TAG_NAME_TAKEN'
  /** The tag is WeChat's own: it cannot be renamed or deleted. */
  | 'TAG_RESERVED'
  /** There are too many teams or members: 50 teams a workspace, 200 agents a team. */
  | 'TEAM_LIMIT_REACHED'
  /** Another team of the workspace has this name, but for case and width. */
  | 'TEAM_NAME_TAKEN'
  /** Nobody is signed in. */
  | 'UNAUTHENTICATED'
  /** WeChat was asked and said no, or did not answer; `message` says what to do. */
  | 'WECHAT_REFUSED'
  /** WeChat did not answer, or has no time: nothing was done. Try again. */
  | 'WECHAT_UNAVAILABLE';

/** A video to send. */
export type VideoContentInput = {
  /** An asset of the kind VIDEO. */
  assetId: string;
  /** Its title: up to 64 characters. */
  title?: string;
  /** What it is about: up to 512 characters. */
  description?: string;
  /** The picture that stands for it: an asset of the kind THUMB. */
  thumbAssetId?: string | null | undefined;
};

/** A recording to send. */
export type VoiceContentInput = {
  /** An asset of the kind VOICE; WeChat takes up to 60 seconds. */
  assetId: string;
};

/** A day of the week. */
export type Weekday =
  /** Monday (星期一). */
  | 'MONDAY'
  /** Tuesday (星期二). */
  | 'TUESDAY'
  /** Wednesday (星期三). */
  | 'WEDNESDAY'
  /** Thursday (星期四). */
  | 'THURSDAY'
  /** Friday (星期五). */
  | 'FRIDAY'
  /** Saturday (星期六). */
  | 'SATURDAY'
  /** Sunday (星期日). */
  | 'SUNDAY';

/** Which invitation to take back. */
export type WithdrawInvitationInput = {
  /** The invitation. */
  invitationId: string;
};

export type AccountsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AccountsQuery = { accounts: { edges: Array<{ node: { stateReason: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type AssignmentsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type AssignmentsQuery = { conversation: { id: string, assignments: { edges: Array<{ node: { id: string, reason: AssignmentReason, explanation: string, createdAt: string, fromAgent: { id: string, name: string } | null, fromTeam: { id: string, name: string } | null, considered: Array<{ verdict: AgentVerdict, load: number | null, capacity: number | null, givenAt: string | null, agent: { id: string, name: string } }>, agent: { id: string, name: string } | null, team: { id: string, name: string } | null, by: { id: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type TakeConversationMutationVariables = Exact<{
  input: TakeConversationInput;
}>;


export type TakeConversationMutation = { takeConversation: { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type TransferConversationMutationVariables = Exact<{
  input: TransferConversationInput;
}>;


export type TransferConversationMutation = { transferConversation: { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type GiveBackConversationMutationVariables = Exact<{
  input: GiveBackConversationInput;
}>;


export type GiveBackConversationMutation = { giveBackConversation: { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type AuditEntriesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AuditEntriesQuery = { auditEntries: { edges: Array<{ node: { id: string, action: string, subjectId: string, createdAt: string, agent: { id: string, name: string } | null, details: Array<{ name: string, value: string }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type CreateCannedResponseMutationVariables = Exact<{
  input: CreateCannedResponseInput;
}>;


export type CreateCannedResponseMutation = { createCannedResponse: { cannedResponse: { id: string, shortcut: string, title: string, content:
        | { __typename: 'TextContent', body: string }
        | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
        | { __typename: 'LinkContent', title: string, description: string, url: string }
        | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
        | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
        | { __typename: 'FileContent', title: string, bytes: number | null }
        | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
        | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
       } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UpdateCannedResponseMutationVariables = Exact<{
  input: UpdateCannedResponseInput;
}>;


export type UpdateCannedResponseMutation = { updateCannedResponse: { cannedResponse: { id: string, shortcut: string, title: string, content:
        | { __typename: 'TextContent', body: string }
        | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
        | { __typename: 'LinkContent', title: string, description: string, url: string }
        | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
        | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
        | { __typename: 'FileContent', title: string, bytes: number | null }
        | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
        | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
       } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DeleteCannedResponseMutationVariables = Exact<{
  input: DeleteCannedResponseInput;
}>;


export type DeleteCannedResponseMutation = { deleteCannedResponse: { deletedId: string | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ColleaguesQueryVariables = Exact<{
  after?: string | null | undefined;
  disabled?: boolean;
}>;


export type ColleaguesQuery = { agents: { edges: Array<{ node: { role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ColleagueAtWorkQueryVariables = Exact<{
  id: string;
}>;


export type ColleagueAtWorkQuery = { node:
    | { sees: AgentSees, role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string, servedAccounts: Array<{ id: string, name: string }> | null, teams: Array<{ id: string, name: string }> }
    | Record<PropertyKey, never>
   | null };

export type UpdateAgentWorkMutationVariables = Exact<{
  input: UpdateAgentWorkInput;
}>;


export type UpdateAgentWorkMutation = { updateAgentWork: { agent: { sees: AgentSees, role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string, servedAccounts: Array<{ id: string, name: string }> | null, teams: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RenameAgentMutationVariables = Exact<{
  input: RenameAgentInput;
}>;


export type RenameAgentMutation = { renameAgent: { agent: { role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ChangeAgentRoleMutationVariables = Exact<{
  input: ChangeAgentRoleInput;
}>;


export type ChangeAgentRoleMutation = { changeAgentRole: { agent: { role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DisableAgentMutationVariables = Exact<{
  input: DisableAgentInput;
}>;


export type DisableAgentMutation = { disableAgent: { agent: { role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type EnableAgentMutationVariables = Exact<{
  input: EnableAgentInput;
}>;


export type EnableAgentMutation = { enableAgent: { agent: { role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ReachableQueryVariables = Exact<{
  id: string;
}>;


export type ReachableQuery = { conversation: { id: string, reachability: { at: string, canSend: boolean, until: string | null, remaining: number | null, reasons: Array<{ reason: UnreachableReason, message: string, messageZh: string }>, alternatives: Array<{ way: ReachAlternative, message: string, messageZh: string }> } } | null };

export type ReachableAtQueryVariables = Exact<{
  fanId: string;
  at: string;
}>;


export type ReachableAtQuery = { reachability: { at: string, canSend: boolean, until: string | null, remaining: number | null, reasons: Array<{ reason: UnreachableReason, message: string, messageZh: string }>, alternatives: Array<{ way: ReachAlternative, message: string, messageZh: string }> } | null };

export type CannedResponsesQueryVariables = Exact<{
  search?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type CannedResponsesQuery = { cannedResponses: { edges: Array<{ node: { id: string, shortcut: string, title: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type RenderCannedResponseQueryVariables = Exact<{
  conversationId: string;
  cannedResponseId: string;
}>;


export type RenderCannedResponseQuery = { renderCannedResponse: { content:
      | { __typename: 'TextContent', body: string }
      | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
      | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
      | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
      | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
      | { __typename: 'LinkContent', title: string, description: string, url: string }
      | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
      | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
      | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
      | { __typename: 'FileContent', title: string, bytes: number | null }
      | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
      | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
     } | null };

export type AssetsQueryVariables = Exact<{
  kinds?: Array<AssetKind> | AssetKind | null | undefined;
  after?: string | null | undefined;
}>;


export type AssetsQuery = { assets: { edges: Array<{ node: { id: string, kind: AssetKind, name: string, contentType: string, size: number, width: number | null, height: number | null, url: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type UpdateScheduledMessageMutationVariables = Exact<{
  input: UpdateScheduledMessageInput;
}>;


export type UpdateScheduledMessageMutation = { updateScheduledMessage: { message: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
        | { __typename: 'Fan', id: string, displayName: string }
        | { __typename: 'Agent', id: string, name: string }
       | null, content:
        | { __typename: 'TextContent', body: string }
        | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
        | { __typename: 'LinkContent', title: string, description: string, url: string }
        | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
        | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
        | { __typename: 'FileContent', title: string, bytes: number | null }
        | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
        | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
       } | null, warning: { reason: UnreachableReason, message: string, messageZh: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type CancelMessageMutationVariables = Exact<{
  input: CancelMessageInput;
}>;


export type CancelMessageMutation = { cancelMessage: { message: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
        | { __typename: 'Fan', id: string, displayName: string }
        | { __typename: 'Agent', id: string, name: string }
       | null, content:
        | { __typename: 'TextContent', body: string }
        | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
        | { __typename: 'LinkContent', title: string, description: string, url: string }
        | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
        | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
        | { __typename: 'FileContent', title: string, bytes: number | null }
        | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
        | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
       } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ResendMessageMutationVariables = Exact<{
  input: ResendMessageInput;
}>;


export type ResendMessageMutation = { resendMessage: { message: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
        | { __typename: 'Fan', id: string, displayName: string }
        | { __typename: 'Agent', id: string, name: string }
       | null, content:
        | { __typename: 'TextContent', body: string }
        | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
        | { __typename: 'LinkContent', title: string, description: string, url: string }
        | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
        | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
        | { __typename: 'FileContent', title: string, bytes: number | null }
        | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
        | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
       } | null, warning: { reason: UnreachableReason, message: string, messageZh: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ShowTypingMutationVariables = Exact<{
  input: ShowTypingInput;
}>;


export type ShowTypingMutation = { showTyping: { isShown: boolean, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DeleteAssetMutationVariables = Exact<{
  input: DeleteAssetInput;
}>;


export type DeleteAssetMutation = { deleteAsset: { deletedId: string | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ConnectedAccountQueryVariables = Exact<{
  id: string;
}>;


export type ConnectedAccountQuery = { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null };

export type ConnectionTestQueryVariables = Exact<{
  accountId: string;
}>;


export type ConnectionTestQuery = { connectionTest: { passed: boolean, steps: Array<{ step: ConnectionTestStepName, status: ConnectionTestStatus, message: string, messageZh: string, at: string | null }> } | null };

export type ConnectAccountMutationVariables = Exact<{
  input: ConnectAccountInput;
}>;


export type ConnectAccountMutation = { connectAccount: { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UpdateAccountMutationVariables = Exact<{
  input: UpdateAccountInput;
}>;


export type UpdateAccountMutation = { updateAccount: { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UpdateAccountCredentialsMutationVariables = Exact<{
  input: UpdateAccountCredentialsInput;
}>;


export type UpdateAccountCredentialsMutation = { updateAccountCredentials: { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type PauseAccountMutationVariables = Exact<{
  input: PauseAccountInput;
}>;


export type PauseAccountMutation = { pauseAccount: { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ResumeAccountMutationVariables = Exact<{
  input: ResumeAccountInput;
}>;


export type ResumeAccountMutation = { resumeAccount: { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DisconnectAccountMutationVariables = Exact<{
  input: DisconnectAccountInput;
}>;


export type DisconnectAccountMutation = { disconnectAccount: { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RefreshAccountMutationVariables = Exact<{
  input: RefreshAccountInput;
}>;


export type RefreshAccountMutation = { refreshAccount: { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type SyncFollowersMutationVariables = Exact<{
  input: SyncFollowersInput;
}>;


export type SyncFollowersMutation = { syncFollowers: { account: { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ConversationQueryVariables = Exact<{
  id: string;
}>;


export type ConversationQuery = { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, viewers: Array<{ isTyping: boolean, agent: { id: string, name: string } }>, messages: { edges: Array<{ node: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
            | { __typename: 'Fan', id: string, displayName: string }
            | { __typename: 'Agent', id: string, name: string }
           | null, content:
            | { __typename: 'TextContent', body: string }
            | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
            | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
            | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
            | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
            | { __typename: 'LinkContent', title: string, description: string, url: string }
            | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
            | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
            | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
            | { __typename: 'FileContent', title: string, bytes: number | null }
            | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
            | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
           } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } }, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null };

export type OlderMessagesQueryVariables = Exact<{
  id: string;
  before: string;
}>;


export type OlderMessagesQuery = { conversation: { id: string, messages: { edges: Array<{ node: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
            | { __typename: 'Fan', id: string, displayName: string }
            | { __typename: 'Agent', id: string, name: string }
           | null, content:
            | { __typename: 'TextContent', body: string }
            | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
            | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
            | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
            | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
            | { __typename: 'LinkContent', title: string, description: string, url: string }
            | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
            | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
            | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
            | { __typename: 'FileContent', title: string, bytes: number | null }
            | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
            | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
           } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMessageMutation = { sendMessage: { message: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
        | { __typename: 'Fan', id: string, displayName: string }
        | { __typename: 'Agent', id: string, name: string }
       | null, content:
        | { __typename: 'TextContent', body: string }
        | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
        | { __typename: 'LinkContent', title: string, description: string, url: string }
        | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
        | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
        | { __typename: 'FileContent', title: string, bytes: number | null }
        | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
        | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
       } | null, missed: Array<{ seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
        | { __typename: 'Fan', id: string, displayName: string }
        | { __typename: 'Agent', id: string, name: string }
       | null, content:
        | { __typename: 'TextContent', body: string }
        | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
        | { __typename: 'LinkContent', title: string, description: string, url: string }
        | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
        | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
        | { __typename: 'FileContent', title: string, bytes: number | null }
        | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
        | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
       }>, warning: { reason: UnreachableReason, message: string, messageZh: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type MarkConversationReadMutationVariables = Exact<{
  input: MarkConversationReadInput;
}>;


export type MarkConversationReadMutation = { markConversationRead: { conversation: { id: string, unreadCount: number } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RetryMediaMutationVariables = Exact<{
  input: RetryMediaInput;
}>;


export type RetryMediaMutation = { retryMedia: { message: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
        | { __typename: 'Fan', id: string, displayName: string }
        | { __typename: 'Agent', id: string, name: string }
       | null, content:
        | { __typename: 'TextContent', body: string }
        | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
        | { __typename: 'LinkContent', title: string, description: string, url: string }
        | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
        | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
        | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
        | { __typename: 'FileContent', title: string, bytes: number | null }
        | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
        | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
       } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type CountsQueryVariables = Exact<{
  filter?: ConversationCountsFilter | null | undefined;
}>;


export type CountsQuery = { conversationCounts: { open: number, snoozed: number, unread: number, waiting: number, mine: number, unassigned: number, queued: number } };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { sessions: Array<{ id: string, device: string, createdAt: string, refreshedAt: string | null, current: boolean }> };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type EventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  accountIds?: Array<string> | string | null | undefined;
}>;


export type EventsSubscription = { events:
    | { __typename: 'AccountChanged', cursor: string, account: { stateReason: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null } }
    | { __typename: 'AgentChanged', cursor: string, agent: { role: AgentRole, capacity: number, disabledAt: string | null, id: string, name: string } }
    | { __typename: 'AssetChanged', cursor: string, asset: { id: string, kind: AssetKind, name: string, contentType: string, size: number, width: number | null, height: number | null, url: string } }
    | { __typename: 'AssetDeleted', assetId: string, cursor: string }
    | { __typename: 'CannedResponseChanged', cursor: string, cannedResponse: { id: string, shortcut: string, title: string } }
    | { __typename: 'CannedResponseDeleted', cannedResponseId: string, cursor: string }
    | { __typename: 'ConversationAssigned', cursor: string, assignment: { id: string, reason: AssignmentReason, explanation: string, createdAt: string, agent: { id: string, name: string } | null, team: { id: string, name: string } | null, by: { id: string, name: string } | null }, conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } }
    | { __typename: 'ConversationChanged', cursor: string, conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } }
    | { __typename: 'ConversationHidden', conversationId: string, cursor: string }
    | { __typename: 'FanChanged', cursor: string, fan: { remark: string | null, followedAt: string | null, lastSeenAt: string | null, id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> } }
    | { __typename: 'FanFieldChanged', cursor: string, fanField: { id: string, name: string, kind: FanFieldKind, choices: Array<string> } }
    | { __typename: 'FanFieldDeleted', fanFieldId: string, cursor: string }
    | { __typename: 'Heartbeat', cursor: string }
    | { __typename: 'LabelChanged', cursor: string, label: { id: string, name: string, color: string } }
    | { __typename: 'LabelDeleted', labelId: string, cursor: string }
    | { __typename: 'MessageAdded', cursor: string, message: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, conversation: { id: string }, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
          | { __typename: 'Fan', id: string, displayName: string }
          | { __typename: 'Agent', id: string, name: string }
         | null, content:
          | { __typename: 'TextContent', body: string }
          | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
          | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
          | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
          | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
          | { __typename: 'LinkContent', title: string, description: string, url: string }
          | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
          | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
          | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
          | { __typename: 'FileContent', title: string, bytes: number | null }
          | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
          | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
         } }
    | { __typename: 'MessageChanged', cursor: string, message: { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, conversation: { id: string }, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
          | { __typename: 'Fan', id: string, displayName: string }
          | { __typename: 'Agent', id: string, name: string }
         | null, content:
          | { __typename: 'TextContent', body: string }
          | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
          | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
          | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
          | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
          | { __typename: 'LinkContent', title: string, description: string, url: string }
          | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
          | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
          | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
          | { __typename: 'FileContent', title: string, bytes: number | null }
          | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
          | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
         } }
    | { __typename: 'NoteChanged', cursor: string, note: { id: string, conversationId: string, text: string, createdAt: string, editedAt: string | null, deletedAt: string | null, author: { id: string, name: string }, mentions: Array<{ id: string, name: string }> } }
    | { __typename: 'ResyncRequired', reason: string, cursor: string }
    | { __typename: 'ScheduleChanged', cursor: string, schedule: { id: string, name: string, timeZone: string, holidays: HolidayPolicy, startsOn: string | null, endsOn: string | null, knowsHolidaysUntil: string, isOpen: boolean, nextChange: string | null, intervals: Array<{ weekdays: Array<Weekday>, dayClass: DayClass | null, from: string, until: string }> } }
    | { __typename: 'ScheduleDeleted', scheduleId: string, cursor: string }
    | { __typename: 'TeamChanged', cursor: string, team: { createdAt: string, id: string, name: string, members: Array<{ id: string, name: string }> } }
    | { __typename: 'TeamDeleted', teamId: string, cursor: string }
   };

export type FanCardQueryVariables = Exact<{
  id: string;
}>;


export type FanCardQuery = { fan: { openid: string, followCount: number, firstFollowedAt: string | null, followedVia: FollowSource | null, subscribeScene: string | null, scene: string | null, language: string | null, createdAt: string, remark: string | null, followedAt: string | null, lastSeenAt: string | null, id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, tagRefusals: Array<{ wasAdding: boolean, refusedAt: string, tag: { id: string, name: string }, failure: { code: number | null, message: string, messageZh: string } | null }>, otherFans: Array<{ id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, account: { id: string, name: string } }>, timeline: { edges: Array<{ node:
          | { __typename: 'CodeScannedEntry', key: string | null, scanned: string, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'FollowedEntry', ordinal: number, via: FollowSource, scene: string | null, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'LocationChosenEntry', key: string | null, id: string, kind: TimelineKind, happenedAt: string, place: { latitude: number, longitude: number, label: string, name: string } }
          | { __typename: 'LocationReportedEntry', latitude: number, longitude: number, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'MenuClickedEntry', key: string | null, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'MenuLinkOpenedEntry', url: string, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'MiniProgramOpenedEntry', pagePath: string, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'OtherEntry', wechatKind: string, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'PicturesChosenEntry', key: string | null, count: number, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'QrScannedEntry', scene: string | null, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'SubscriptionChangedEntry', id: string, kind: TimelineKind, happenedAt: string, answers: Array<{ templateId: string, accepted: boolean }> }
          | { __typename: 'UnfollowedEntry', id: string, kind: TimelineKind, happenedAt: string }
         }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } }, tags: Array<{ id: string, name: string }> } | null };

export type FanTimelineQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type FanTimelineQuery = { fan: { id: string, timeline: { edges: Array<{ node:
          | { __typename: 'CodeScannedEntry', key: string | null, scanned: string, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'FollowedEntry', ordinal: number, via: FollowSource, scene: string | null, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'LocationChosenEntry', key: string | null, id: string, kind: TimelineKind, happenedAt: string, place: { latitude: number, longitude: number, label: string, name: string } }
          | { __typename: 'LocationReportedEntry', latitude: number, longitude: number, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'MenuClickedEntry', key: string | null, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'MenuLinkOpenedEntry', url: string, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'MiniProgramOpenedEntry', pagePath: string, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'OtherEntry', wechatKind: string, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'PicturesChosenEntry', key: string | null, count: number, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'QrScannedEntry', scene: string | null, id: string, kind: TimelineKind, happenedAt: string }
          | { __typename: 'SubscriptionChangedEntry', id: string, kind: TimelineKind, happenedAt: string, answers: Array<{ templateId: string, accepted: boolean }> }
          | { __typename: 'UnfollowedEntry', id: string, kind: TimelineKind, happenedAt: string }
         }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type SetFanRemarkMutationVariables = Exact<{
  input: SetFanRemarkInput;
}>;


export type SetFanRemarkMutation = { setFanRemark: { fan: { remark: string | null, followedAt: string | null, lastSeenAt: string | null, id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type FanFieldsQueryVariables = Exact<{ [key: string]: never; }>;


export type FanFieldsQuery = { fanFields: Array<{ id: string, name: string, kind: FanFieldKind, choices: Array<string> }> };

export type FanFieldValuesQueryVariables = Exact<{
  id: string;
}>;


export type FanFieldValuesQuery = { fan: { id: string, blockedAt: string | null, fields: Array<{ text: string, field: { id: string } }> } | null };

export type CreateFanFieldMutationVariables = Exact<{
  input: CreateFanFieldInput;
}>;


export type CreateFanFieldMutation = { createFanField: { fanField: { id: string, name: string, kind: FanFieldKind, choices: Array<string> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UpdateFanFieldMutationVariables = Exact<{
  input: UpdateFanFieldInput;
}>;


export type UpdateFanFieldMutation = { updateFanField: { fanField: { id: string, name: string, kind: FanFieldKind, choices: Array<string> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DeleteFanFieldMutationVariables = Exact<{
  input: DeleteFanFieldInput;
}>;


export type DeleteFanFieldMutation = { deleteFanField: { fanFieldId: string | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type SetFanFieldsMutationVariables = Exact<{
  input: SetFanFieldsInput;
}>;


export type SetFanFieldsMutation = { setFanFields: { fan: { id: string, blockedAt: string | null, fields: Array<{ text: string, field: { id: string } }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type BlockFanMutationVariables = Exact<{
  input: BlockFanInput;
}>;


export type BlockFanMutation = { blockFan: { fan: { id: string, blockedAt: string | null, fields: Array<{ text: string, field: { id: string } }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UnblockFanMutationVariables = Exact<{
  input: UnblockFanInput;
}>;


export type UnblockFanMutation = { unblockFan: { fan: { id: string, blockedAt: string | null, fields: Array<{ text: string, field: { id: string } }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type FansQueryVariables = Exact<{
  after?: string | null | undefined;
  filter?: FanFilter | null | undefined;
}>;


export type FansQuery = { fans: { edges: Array<{ node: { remark: string | null, followedAt: string | null, lastSeenAt: string | null, id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, account: { id: string, name: string }, tags: Array<{ id: string, name: string }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type AccountTagsQueryVariables = Exact<{
  accountId: string;
}>;


export type AccountTagsQuery = { account: { id: string, tags: Array<{ id: string, name: string, isReserved: boolean, fanCount: number }> } | null };

export type TagFansMutationVariables = Exact<{
  input: TagFansInput;
}>;


export type TagFansMutation = { tagFans: { tag: { id: string, name: string, isReserved: boolean, fanCount: number } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UntagFansMutationVariables = Exact<{
  input: UntagFansInput;
}>;


export type UntagFansMutation = { untagFans: { tag: { id: string, name: string, isReserved: boolean, fanCount: number } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type AccountNameFragment = { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null };

export type AccountInFullFragment = { appId: string, originalId: string, verified: boolean, connectedBy: ConnectedBy, stateReason: string | null, principal: string | null, encryption: CallbackEncryption, callbackUrl: string, createdAt: string, connectedAt: string, identityUrl: string | null, id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null, capabilities: Array<{ feature: AccountFeature, available: boolean, reason: string, reasonZh: string }>, followerSync: { state: FollowerSyncState, total: number | null, listed: number, detailed: number, startedAt: string, finishedAt: string | null, waitsUntil: string | null, failure: { code: number | null, message: string, messageZh: string } | null } | null };

export type ScanFragment = { id: string, state: AccountScanState, expiresAt: string, failure: { code: UserErrorCode, message: string, messageZh: string } | null, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null } | null };

export type RefusedFragment = { code: UserErrorCode, message: string, messageZh: string, field: Array<string> };

export type PageFragment = { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null };

export type AssetRowFragment = { id: string, kind: AssetKind, name: string, contentType: string, size: number, width: number | null, height: number | null, url: string };

export type AssignmentLineFragment = { id: string, reason: AssignmentReason, explanation: string, createdAt: string, agent: { id: string, name: string } | null, team: { id: string, name: string } | null, by: { id: string, name: string } | null };

export type AssignmentRowFragment = { id: string, reason: AssignmentReason, explanation: string, createdAt: string, fromAgent: { id: string, name: string } | null, fromTeam: { id: string, name: string } | null, considered: Array<{ verdict: AgentVerdict, load: number | null, capacity: number | null, givenAt: string | null, agent: { id: string, name: string } }>, agent: { id: string, name: string } | null, team: { id: string, name: string } | null, by: { id: string, name: string } | null };

export type RoutingFragment = { id: string, routing: { mode: RoutingMode, isSticky: boolean, team: { id: string, name: string } | null } };

export type ConversationRowFragment = { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null };

export type OnlookerFragment = { isTyping: boolean, agent: { id: string, name: string } };

export type FanNameFragment = { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean };

export type TagNameFragment = { id: string, name: string, isReserved: boolean, fanCount: number };

export type FanRowFragment = { remark: string | null, followedAt: string | null, lastSeenAt: string | null, id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> };

type TimelineRow_CodeScannedEntry_Fragment = { __typename: 'CodeScannedEntry', key: string | null, scanned: string, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_FollowedEntry_Fragment = { __typename: 'FollowedEntry', ordinal: number, via: FollowSource, scene: string | null, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_LocationChosenEntry_Fragment = { __typename: 'LocationChosenEntry', key: string | null, id: string, kind: TimelineKind, happenedAt: string, place: { latitude: number, longitude: number, label: string, name: string } };

type TimelineRow_LocationReportedEntry_Fragment = { __typename: 'LocationReportedEntry', latitude: number, longitude: number, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_MenuClickedEntry_Fragment = { __typename: 'MenuClickedEntry', key: string | null, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_MenuLinkOpenedEntry_Fragment = { __typename: 'MenuLinkOpenedEntry', url: string, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_MiniProgramOpenedEntry_Fragment = { __typename: 'MiniProgramOpenedEntry', pagePath: string, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_OtherEntry_Fragment = { __typename: 'OtherEntry', wechatKind: string, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_PicturesChosenEntry_Fragment = { __typename: 'PicturesChosenEntry', key: string | null, count: number, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_QrScannedEntry_Fragment = { __typename: 'QrScannedEntry', scene: string | null, id: string, kind: TimelineKind, happenedAt: string };

type TimelineRow_SubscriptionChangedEntry_Fragment = { __typename: 'SubscriptionChangedEntry', id: string, kind: TimelineKind, happenedAt: string, answers: Array<{ templateId: string, accepted: boolean }> };

type TimelineRow_UnfollowedEntry_Fragment = { __typename: 'UnfollowedEntry', id: string, kind: TimelineKind, happenedAt: string };

export type TimelineRowFragment =
  | TimelineRow_CodeScannedEntry_Fragment
  | TimelineRow_FollowedEntry_Fragment
  | TimelineRow_LocationChosenEntry_Fragment
  | TimelineRow_LocationReportedEntry_Fragment
  | TimelineRow_MenuClickedEntry_Fragment
  | TimelineRow_MenuLinkOpenedEntry_Fragment
  | TimelineRow_MiniProgramOpenedEntry_Fragment
  | TimelineRow_OtherEntry_Fragment
  | TimelineRow_PicturesChosenEntry_Fragment
  | TimelineRow_QrScannedEntry_Fragment
  | TimelineRow_SubscriptionChangedEntry_Fragment
  | TimelineRow_UnfollowedEntry_Fragment
;

export type LabelRowFragment = { id: string, name: string, color: string };

export type FileFragment = { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null };

export type MessageLineFragment = { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string };

export type MessageRowFragment = { seq: number, wechatKind: string, saidAt: string | null, scheduledFor: string | null, id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string, refusal: { code: number | null, message: string, messageZh: string | null } | null, sender:
    | { __typename: 'Fan', id: string, displayName: string }
    | { __typename: 'Agent', id: string, name: string }
   | null, content:
    | { __typename: 'TextContent', body: string }
    | { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
    | { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
    | { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
    | { __typename: 'LocationContent', latitude: number, longitude: number, label: string }
    | { __typename: 'LinkContent', title: string, description: string, url: string }
    | { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null }
    | { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string }
    | { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> }
    | { __typename: 'FileContent', title: string, bytes: number | null }
    | { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null }
    | { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> }
   };

type Content_TextContent_Fragment = { __typename: 'TextContent', body: string };

type Content_ImageContent_Fragment = { __typename: 'ImageContent', media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null };

type Content_VoiceContent_Fragment = { __typename: 'VoiceContent', format: string, recognition: string | null, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null };

type Content_VideoContent_Fragment = { __typename: 'VideoContent', isShort: boolean, media: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null };

type Content_LocationContent_Fragment = { __typename: 'LocationContent', latitude: number, longitude: number, label: string };

type Content_LinkContent_Fragment = { __typename: 'LinkContent', title: string, description: string, url: string };

type Content_CardContent_Fragment = { __typename: 'CardContent', title: string, appId: string, pagePath: string, preview: { state: MediaState, url: string | null, contentType: string | null, size: number | null, failure: string | null } | null };

type Content_ArticleContent_Fragment = { __typename: 'ArticleContent', title: string, description: string, url: string, pictureUrl: string };

type Content_MenuContent_Fragment = { __typename: 'MenuContent', head: string, tail: string, items: Array<{ itemId: string, text: string }> };

type Content_FileContent_Fragment = { __typename: 'FileContent', title: string, bytes: number | null };

type Content_EventContent_Fragment = { __typename: 'EventContent', kind: TimelineKind, key: string | null, scene: string | null };

type Content_UnsupportedContent_Fragment = { __typename: 'UnsupportedContent', carried: Array<{ name: string, value: string }> };

export type ContentFragment =
  | Content_TextContent_Fragment
  | Content_ImageContent_Fragment
  | Content_VoiceContent_Fragment
  | Content_VideoContent_Fragment
  | Content_LocationContent_Fragment
  | Content_LinkContent_Fragment
  | Content_CardContent_Fragment
  | Content_ArticleContent_Fragment
  | Content_MenuContent_Fragment
  | Content_FileContent_Fragment
  | Content_EventContent_Fragment
  | Content_UnsupportedContent_Fragment
;

export type NoteRowFragment = { id: string, conversationId: string, text: string, createdAt: string, editedAt: string | null, deletedAt: string | null, author: { id: string, name: string }, mentions: Array<{ id: string, name: string }> };

export type MeFragment = { id: string, name: string, role: AgentRole, workspace: { id: string, name: string } };

export type AgentNameFragment = { id: string, name: string };

export type ColleagueFragment = { role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string };

export type ColleagueAtWorkFragment = { sees: AgentSees, role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string, servedAccounts: Array<{ id: string, name: string }> | null, teams: Array<{ id: string, name: string }> };

export type TeamNameFragment = { id: string, name: string };

export type TeamRowFragment = { createdAt: string, id: string, name: string, members: Array<{ id: string, name: string }> };

export type SignedInFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, agent: { id: string, name: string, role: AgentRole, workspace: { id: string, name: string } } };

export type InvitedFragment = { id: string, email: string, name: string, role: AgentRole, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null };

export type ReachFragment = { at: string, canSend: boolean, until: string | null, remaining: number | null, reasons: Array<{ reason: UnreachableReason, message: string, messageZh: string }>, alternatives: Array<{ way: ReachAlternative, message: string, messageZh: string }> };

export type BecauseFragment = { reason: UnreachableReason, message: string, messageZh: string };

export type ScheduleRowFragment = { id: string, name: string, timeZone: string, holidays: HolidayPolicy, startsOn: string | null, endsOn: string | null, knowsHolidaysUntil: string, isOpen: boolean, nextChange: string | null, intervals: Array<{ weekdays: Array<Weekday>, dayClass: DayClass | null, from: string, until: string }> };

export type MiniProgramStandFragment = { isSet: boolean, isLinked: boolean, isOnlyWayIn: boolean };

export type WishesFragment = { newMessages: boolean, newFollowers: boolean, assignments: boolean, timeZone: string, quietHours: { start: string, end: string } | null };

export type PhoneFragment = { id: string, kind: DeviceKind, service: string, allowances: number, createdAt: string, current: boolean };

export type InboxQueryVariables = Exact<{
  after?: string | null | undefined;
  filter?: ConversationFilter | null | undefined;
}>;


export type InboxQuery = { conversations: { edges: Array<{ node: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type InvitationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type InvitationsQuery = { invitations: { edges: Array<{ node: { id: string, email: string, name: string, role: AgentRole, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type CreateInvitationMutationVariables = Exact<{
  input: CreateInvitationInput;
}>;


export type CreateInvitationMutation = { createInvitation: { url: string | null, token: string | null, invitation: { id: string, email: string, name: string, role: AgentRole, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type WithdrawInvitationMutationVariables = Exact<{
  input: WithdrawInvitationInput;
}>;


export type WithdrawInvitationMutation = { withdrawInvitation: { invitation: { id: string, email: string, name: string, role: AgentRole, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptInvitation: { session: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, agent: { id: string, name: string, role: AgentRole, workspace: { id: string, name: string } } } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type LabelsQueryVariables = Exact<{ [key: string]: never; }>;


export type LabelsQuery = { labels: Array<{ id: string, name: string, color: string }> };

export type CreateLabelMutationVariables = Exact<{
  input: CreateLabelInput;
}>;


export type CreateLabelMutation = { createLabel: { label: { id: string, name: string, color: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UpdateLabelMutationVariables = Exact<{
  input: UpdateLabelInput;
}>;


export type UpdateLabelMutation = { updateLabel: { label: { id: string, name: string, color: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DeleteLabelMutationVariables = Exact<{
  input: DeleteLabelInput;
}>;


export type DeleteLabelMutation = { deleteLabel: { deletedLabelId: string | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type LabelConversationMutationVariables = Exact<{
  input: LabelConversationInput;
}>;


export type LabelConversationMutation = { labelConversation: { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UnlabelConversationMutationVariables = Exact<{
  input: UnlabelConversationInput;
}>;


export type UnlabelConversationMutation = { unlabelConversation: { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type MiniProgramQueryVariables = Exact<{ [key: string]: never; }>;


export type MiniProgramQuery = { miniProgram: { isSet: boolean, isLinked: boolean, isOnlyWayIn: boolean } };

export type LinkMiniProgramMutationVariables = Exact<{
  input: LinkMiniProgramInput;
}>;


export type LinkMiniProgramMutation = { linkMiniProgram: { miniProgram: { isSet: boolean, isLinked: boolean, isOnlyWayIn: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UnlinkMiniProgramMutationVariables = Exact<{
  input: UnlinkMiniProgramInput;
}>;


export type UnlinkMiniProgramMutation = { unlinkMiniProgram: { miniProgram: { isSet: boolean, isLinked: boolean, isOnlyWayIn: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type NotesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type NotesQuery = { conversation: { id: string, notes: { edges: Array<{ node: { id: string, conversationId: string, text: string, createdAt: string, editedAt: string | null, deletedAt: string | null, author: { id: string, name: string }, mentions: Array<{ id: string, name: string }> } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type CreateNoteMutationVariables = Exact<{
  input: CreateNoteInput;
}>;


export type CreateNoteMutation = { createNote: { note: { id: string, conversationId: string, text: string, createdAt: string, editedAt: string | null, deletedAt: string | null, author: { id: string, name: string }, mentions: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type EditNoteMutationVariables = Exact<{
  input: EditNoteInput;
}>;


export type EditNoteMutation = { editNote: { note: { id: string, conversationId: string, text: string, createdAt: string, editedAt: string | null, deletedAt: string | null, author: { id: string, name: string }, mentions: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DeleteNoteMutationVariables = Exact<{
  input: DeleteNoteInput;
}>;


export type DeleteNoteMutation = { deleteNote: { note: { id: string, conversationId: string, text: string, createdAt: string, editedAt: string | null, deletedAt: string | null, author: { id: string, name: string }, mentions: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type NotificationSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type NotificationSettingsQuery = { notificationSettings: { newMessages: boolean, newFollowers: boolean, assignments: boolean, timeZone: string, quietHours: { start: string, end: string } | null } };

export type DevicesQueryVariables = Exact<{ [key: string]: never; }>;


export type DevicesQuery = { devices: Array<{ id: string, kind: DeviceKind, service: string, allowances: number, createdAt: string, current: boolean }> };

export type UpdateNotificationSettingsMutationVariables = Exact<{
  input: UpdateNotificationSettingsInput;
}>;


export type UpdateNotificationSettingsMutation = { updateNotificationSettings: { settings: { newMessages: boolean, newFollowers: boolean, assignments: boolean, timeZone: string, quietHours: { start: string, end: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RegisterDeviceMutationVariables = Exact<{
  input: RegisterDeviceInput;
}>;


export type RegisterDeviceMutation = { registerDevice: { device: { id: string, kind: DeviceKind, service: string, allowances: number, createdAt: string, current: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RemoveDeviceMutationVariables = Exact<{
  input: RemoveDeviceInput;
}>;


export type RemoveDeviceMutation = { removeDevice: { userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type AllowNotificationsMutationVariables = Exact<{
  input: AllowNotificationsInput;
}>;


export type AllowNotificationsMutation = { allowNotifications: { device: { id: string, kind: DeviceKind, service: string, allowances: number, createdAt: string, current: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type PresenceSubscriptionVariables = Exact<{
  conversationId?: string | null | undefined;
}>;


export type PresenceSubscription = { presence:
    | { __typename: 'AgentPresenceChanged', presence: AgentPresence, agent: { id: string, name: string } }
    | { __typename: 'ViewersChanged', conversationId: string, viewers: Array<{ isTyping: boolean, agent: { id: string, name: string } }> }
   };

export type SetPresenceMutationVariables = Exact<{
  input: SetPresenceInput;
}>;


export type SetPresenceMutation = { setPresence: { agent: { role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type KeepPresenceMutationVariables = Exact<{
  input: KeepPresenceInput;
}>;


export type KeepPresenceMutation = { keepPresence: { agent: { role: AgentRole, presence: AgentPresence, load: number, capacity: number, disabledAt: string | null, id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ShowViewingMutationVariables = Exact<{
  input: ShowViewingInput;
}>;


export type ShowViewingMutation = { showViewing: { viewers: Array<{ isTyping: boolean, agent: { id: string, name: string } }>, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type AccountRoutingQueryVariables = Exact<{
  id: string;
}>;


export type AccountRoutingQuery = { account: { id: string, routing: { mode: RoutingMode, isSticky: boolean, team: { id: string, name: string } | null } } | null };

export type UpdateAccountRoutingMutationVariables = Exact<{
  input: UpdateAccountRoutingInput;
}>;


export type UpdateAccountRoutingMutation = { updateAccountRouting: { account: { id: string, routing: { mode: RoutingMode, isSticky: boolean, team: { id: string, name: string } | null } } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type StartAccountScanMutationVariables = Exact<{
  input: StartAccountScanInput;
}>;


export type StartAccountScanMutation = { startAccountScan: { pcUrl: string | null, mobileUrl: string | null, expiresAt: string | null, scan: { id: string, state: AccountScanState, expiresAt: string, failure: { code: UserErrorCode, message: string, messageZh: string } | null, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type AccountScanQueryVariables = Exact<{
  id: string;
}>;


export type AccountScanQuery = { accountScan: { id: string, state: AccountScanState, expiresAt: string, failure: { code: UserErrorCode, message: string, messageZh: string } | null, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null } | null } | null };

export type SchedulesQueryVariables = Exact<{ [key: string]: never; }>;


export type SchedulesQuery = { schedules: Array<{ id: string, name: string, timeZone: string, holidays: HolidayPolicy, startsOn: string | null, endsOn: string | null, knowsHolidaysUntil: string, isOpen: boolean, nextChange: string | null, intervals: Array<{ weekdays: Array<Weekday>, dayClass: DayClass | null, from: string, until: string }> }> };

export type SchedulePreviewQueryVariables = Exact<{
  id: string;
  days?: number;
  at?: string | null | undefined;
}>;


export type SchedulePreviewQuery = { schedule: { id: string, name: string, timeZone: string, holidays: HolidayPolicy, startsOn: string | null, endsOn: string | null, knowsHolidaysUntil: string, isOpen: boolean, nextChange: string | null, nextOpenings: Array<{ opensAt: string, closesAt: string }>, intervals: Array<{ weekdays: Array<Weekday>, dayClass: DayClass | null, from: string, until: string }> } | null };

export type CreateScheduleMutationVariables = Exact<{
  input: CreateScheduleInput;
}>;


export type CreateScheduleMutation = { createSchedule: { schedule: { id: string, name: string, timeZone: string, holidays: HolidayPolicy, startsOn: string | null, endsOn: string | null, knowsHolidaysUntil: string, isOpen: boolean, nextChange: string | null, intervals: Array<{ weekdays: Array<Weekday>, dayClass: DayClass | null, from: string, until: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type UpdateScheduleMutationVariables = Exact<{
  input: UpdateScheduleInput;
}>;


export type UpdateScheduleMutation = { updateSchedule: { schedule: { id: string, name: string, timeZone: string, holidays: HolidayPolicy, startsOn: string | null, endsOn: string | null, knowsHolidaysUntil: string, isOpen: boolean, nextChange: string | null, intervals: Array<{ weekdays: Array<Weekday>, dayClass: DayClass | null, from: string, until: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DeleteScheduleMutationVariables = Exact<{
  input: DeleteScheduleInput;
}>;


export type DeleteScheduleMutation = { deleteSchedule: { deletedScheduleId: string | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type SearchQueryVariables = Exact<{
  query: string;
  kinds?: Array<SearchKind> | SearchKind | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { search: { edges: Array<{ node:
        | { text: string, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean }, highlights: Array<{ start: number, length: number }> }
        | { text: string, message: { id: string, createdAt: string, conversation: { id: string, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean } } }, highlights: Array<{ start: number, length: number }> }
        | { text: string, note: { id: string, conversationId: string, createdAt: string }, highlights: Array<{ start: number, length: number }> }
       }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { session: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, agent: { id: string, name: string, role: AgentRole, workspace: { id: string, name: string } } } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type SignInWithMiniProgramMutationVariables = Exact<{
  input: SignInWithMiniProgramInput;
}>;


export type SignInWithMiniProgramMutation = { signInWithMiniProgram: { session: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, agent: { id: string, name: string, role: AgentRole, workspace: { id: string, name: string } } } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession: { session: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, agent: { id: string, name: string, role: AgentRole, workspace: { id: string, name: string } } } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type SignOutMutationVariables = Exact<{
  input: SignOutInput;
}>;


export type SignOutMutation = { signOut: { userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { presence: AgentPresence, load: number, capacity: number, id: string, name: string, role: AgentRole, workspace: { id: string, name: string } } };

export type CloseConversationMutationVariables = Exact<{
  input: CloseConversationInput;
}>;


export type CloseConversationMutation = { closeConversation: { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type ReopenConversationMutationVariables = Exact<{
  input: ReopenConversationInput;
}>;


export type ReopenConversationMutation = { reopenConversation: { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type SnoozeConversationMutationVariables = Exact<{
  input: SnoozeConversationInput;
}>;


export type SnoozeConversationMutation = { snoozeConversation: { conversation: { id: string, status: ConversationStatus, unreadCount: number, lastMessageAt: string, waitingSinceAt: string | null, snoozedUntilAt: string | null, lastSeq: number, assignedAt: string | null, queuedAt: string | null, assignee: { id: string, name: string } | null, team: { id: string, name: string } | null, labels: Array<{ id: string, name: string, color: string }>, fan: { id: string, displayName: string, nameSource: FanNameSource, avatarUrl: string | null, isFollowing: boolean, tags: Array<{ id: string, name: string }> }, account: { id: string, name: string, kind: OfficialAccountKind, state: OfficialAccountState, headImageUrl: string | null }, lastMessage: { id: string, direction: MessageDirection, kind: MessageKind, text: string | null, status: MessageStatus, createdAt: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type CreateTagMutationVariables = Exact<{
  input: CreateTagInput;
}>;


export type CreateTagMutation = { createTag: { tag: { id: string, name: string, isReserved: boolean, fanCount: number } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RenameTagMutationVariables = Exact<{
  input: RenameTagInput;
}>;


export type RenameTagMutation = { renameTag: { tag: { id: string, name: string, isReserved: boolean, fanCount: number } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DeleteTagMutationVariables = Exact<{
  input: DeleteTagInput;
}>;


export type DeleteTagMutation = { deleteTag: { account: { id: string, tags: Array<{ id: string, name: string, isReserved: boolean, fanCount: number }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type TeamsQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamsQuery = { teams: Array<{ createdAt: string, id: string, name: string, members: Array<{ id: string, name: string }> }> };

export type CreateTeamMutationVariables = Exact<{
  input: CreateTeamInput;
}>;


export type CreateTeamMutation = { createTeam: { team: { createdAt: string, id: string, name: string, members: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RenameTeamMutationVariables = Exact<{
  input: RenameTeamInput;
}>;


export type RenameTeamMutation = { renameTeam: { team: { createdAt: string, id: string, name: string, members: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type DeleteTeamMutationVariables = Exact<{
  input: DeleteTeamInput;
}>;


export type DeleteTeamMutation = { deleteTeam: { deletedTeamId: string | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type AddTeamMemberMutationVariables = Exact<{
  input: AddTeamMemberInput;
}>;


export type AddTeamMemberMutation = { addTeamMember: { team: { createdAt: string, id: string, name: string, members: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export type RemoveTeamMemberMutationVariables = Exact<{
  input: RemoveTeamMemberInput;
}>;


export type RemoveTeamMemberMutation = { removeTeamMember: { team: { createdAt: string, id: string, name: string, members: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, messageZh: string, field: Array<string> }> } };

export const AcceptInvitation: Document<AcceptInvitationMutation, AcceptInvitationMutationVariables> = { id: 'sha256:850b74ded30fab3dc08bb6d225f9d5305802357fa4378273609e402685dd3942' }
export const AccountRouting: Document<AccountRoutingQuery, AccountRoutingQueryVariables> = { id: 'sha256:54a5b58195ce4a1b2d2ea01ab6392fbe38d2f827411e2f8725728f36de9a060e' }
export const AccountScan: Document<AccountScanQuery, AccountScanQueryVariables> = { id: 'sha256:b3cd1bc2cc93034314e302432ac4828b378b00545160fec009ad6c2af72232c8' }
export const AccountTags: Document<AccountTagsQuery, AccountTagsQueryVariables> = { id: 'sha256:b43f1b44abc3b8a5fa766d7c6c7cf59a9883ae9d7b9c5375635722214241ad63' }
export const Accounts: Document<AccountsQuery, AccountsQueryVariables> = { id: 'sha256:61be50b872f9dbf067d9faa961ac31a9815e3c056fb2d79ec287be1730fff0bb' }
export const AddTeamMember: Document<AddTeamMemberMutation, AddTeamMemberMutationVariables> = { id: 'sha256:85eb94ba436a7e0d73429e0d8da7ae9535a1a67b9db971f48bef7aded5cd2a9a' }
export const AllowNotifications: Document<AllowNotificationsMutation, AllowNotificationsMutationVariables> = { id: 'sha256:05a7bb0eb862059c3e763c9ad0fd9937e8e718f0c09a545b0252aa30e8146d56' }
export const Assets: Document<AssetsQuery, AssetsQueryVariables> = { id: 'sha256:3e40de62676ff5c1565ea4a47091350ca9a3806433a0afd77853a9c9a4d56a27' }
export const Assignments: Document<AssignmentsQuery, AssignmentsQueryVariables> = { id: 'sha256:7b49aaebd45bf047410ae3eb0c0f4f1fd6ece278561b2e1d5ba013b6dbd223a0' }
export const AuditEntries: Document<AuditEntriesQuery, AuditEntriesQueryVariables> = { id: 'sha256:1467db314c5cce790337ba7bf282430d5e272b7a90a3ba8e5490ff39c63d2cee' }
export const BlockFan: Document<BlockFanMutation, BlockFanMutationVariables> = { id: 'sha256:835cba31648f7a7958eb6343616667b5286cd43ace8948118700779734fadcec' }
export const CancelMessage: Document<CancelMessageMutation, CancelMessageMutationVariables> = { id: 'sha256:fafc6edde49fbe7461635a510148615bf38d1839616c0e9657f124b5197089df' }
export const CannedResponses: Document<CannedResponsesQuery, CannedResponsesQueryVariables> = { id: 'sha256:bd3f44e8c2abc75a3c8c5aa6f1d90063664acd4301b249d979a9a3546b3c5f0f' }
export const ChangeAgentRole: Document<ChangeAgentRoleMutation, ChangeAgentRoleMutationVariables> = { id: 'sha256:8067cb87cfa3baf8afdfe921eb59bacd544b2f078b6a9874990755c3c3cdf26c' }
export const ChangePassword: Document<ChangePasswordMutation, ChangePasswordMutationVariables> = { id: 'sha256:8d9381ce2c2113e00a96a3b2a4b1d363eee7745f9deb1c08e5596c5a9956f54a' }
export const CloseConversation: Document<CloseConversationMutation, CloseConversationMutationVariables> = { id: 'sha256:54b4e7d985102da7767388247639e89351386ad1f88adac75f7e795adeae3215' }
export const ColleagueAtWork: Document<ColleagueAtWorkQuery, ColleagueAtWorkQueryVariables> = { id: 'sha256:a6380519d9f25769960cc6e01624690a4dd1a9fcd9418a7dee7447bdb8540107' }
export const Colleagues: Document<ColleaguesQuery, ColleaguesQueryVariables> = { id: 'sha256:6122981525d30fa0f70db6f19f5c0eb2ee232511301c949ef8493a67a906509f' }
export const ConnectAccount: Document<ConnectAccountMutation, ConnectAccountMutationVariables> = { id: 'sha256:5bf28ff927651f31aeea7fd04d3f80e276aa7c296b9bb4f958609169057321f9' }
export const ConnectedAccount: Document<ConnectedAccountQuery, ConnectedAccountQueryVariables> = { id: 'sha256:3409bf7421ad8cfce10ea5a2d3fdbfb13e48dee0ac9df4cf9a6d537ed5ac18d5' }
export const ConnectionTest: Document<ConnectionTestQuery, ConnectionTestQueryVariables> = { id: 'sha256:50dad466bc2bca3a16bf6ebb57193acb857ed87ce73fda659bfcc455161ad954' }
export const Conversation: Document<ConversationQuery, ConversationQueryVariables> = { id: 'sha256:24efe817059b9361a47881e7a819c42e7d858b00e251d1ddf901c2d431664640' }
export const Counts: Document<CountsQuery, CountsQueryVariables> = { id: 'sha256:c391e57151aba292636fef57f983d9f638b7c755368a2c5411426fbb9cbfdb33' }
export const CreateCannedResponse: Document<CreateCannedResponseMutation, CreateCannedResponseMutationVariables> = { id: 'sha256:9d21dba22eae1d6697f3039d52f1da62c593184d813682c1842bfc450d633317' }
export const CreateFanField: Document<CreateFanFieldMutation, CreateFanFieldMutationVariables> = { id: 'sha256:43b762a04eb6b80694a7bfd69a27cde17c7cc677165694bd988f8679a0e171cb' }
export const CreateInvitation: Document<CreateInvitationMutation, CreateInvitationMutationVariables> = { id: 'sha256:2e15e6d13f94e2fa1d00a4d6854eb76529d9eb6a4f213b57aa7a71b6e2aef624' }
export const CreateLabel: Document<CreateLabelMutation, CreateLabelMutationVariables> = { id: 'sha256:a2d684e8dcaeab4cae06ec7e67a43c5a4ca715a47b2f35a4699559bab1669c88' }
export const CreateNote: Document<CreateNoteMutation, CreateNoteMutationVariables> = { id: 'sha256:f23ddff9e23982592d1858438d51cd4f8ad7c2ef0b7758ced908f5cda34c3874' }
export const CreateSchedule: Document<CreateScheduleMutation, CreateScheduleMutationVariables> = { id: 'sha256:8f8dde8a32c4c026d66d07e311ff73fb268d4e5335dc2f3e13d004d6bc4779ac' }
export const CreateTag: Document<CreateTagMutation, CreateTagMutationVariables> = { id: 'sha256:f69b223eb3ffde999b3e6e6b327da18a25d16a2f6423f0a971e604a5d858e9d3' }
export const CreateTeam: Document<CreateTeamMutation, CreateTeamMutationVariables> = { id: 'sha256:5a6901e48310fb91dc72c668eb869a07c595027a3eb1a90195d4641c30abfa45' }
export const DeleteAsset: Document<DeleteAssetMutation, DeleteAssetMutationVariables> = { id: 'sha256:cc5c1379b4b93b8e07ca998fde21c5bec9540c1002f2c96b00eb55fa3d793957' }
export const DeleteCannedResponse: Document<DeleteCannedResponseMutation, DeleteCannedResponseMutationVariables> = { id: 'sha256:205abace0a2c5a8aa47cddb7759253598550be51ec53910c029df97d5618fc6d' }
export const DeleteFanField: Document<DeleteFanFieldMutation, DeleteFanFieldMutationVariables> = { id: 'sha256:1cfff560fb15421c81a9ff3b6b8b42141940fcf475bee86dac08523f3c219c18' }
export const DeleteLabel: Document<DeleteLabelMutation, DeleteLabelMutationVariables> = { id: 'sha256:262166627192a189d469645f523d26feb4fa7ab19b609eb343250095cbefabc2' }
export const DeleteNote: Document<DeleteNoteMutation, DeleteNoteMutationVariables> = { id: 'sha256:ae083f5e0ce43e4208b42d112641603857da2dda21c50c09a2eea6c76d02c820' }
export const DeleteSchedule: Document<DeleteScheduleMutation, DeleteScheduleMutationVariables> = { id: 'sha256:91d17397515d8efabce7ce6b3c2bff899999f8dfab652cbbbfc31a4b102cc99f' }
export const DeleteTag: Document<DeleteTagMutation, DeleteTagMutationVariables> = { id: 'sha256:73fa6367acf86e8923af690bc8c0131d74fca7b5d7fc45f3438b2b4fee4a2ef6' }
export const DeleteTeam: Document<DeleteTeamMutation, DeleteTeamMutationVariables> = { id: 'sha256:86361d4320e01f3a3bb5af22b5d83d6d861bcd08928a6acb6bf189a5d86fd547' }
export const Devices: Document<DevicesQuery, DevicesQueryVariables> = { id: 'sha256:cea8c59fe0601efb5c459d755d8499058b527379ec43e855ff9990f2cee9df5a' }
export const DisableAgent: Document<DisableAgentMutation, DisableAgentMutationVariables> = { id: 'sha256:f3de4774bdd49698c651d0cde8df01adbb96a56d66e4595846e7375f0ba69077' }
export const DisconnectAccount: Document<DisconnectAccountMutation, DisconnectAccountMutationVariables> = { id: 'sha256:a7d1f035a247a346d818bad20bf5e6d37d92bf4cc173fd28d8308c837cfe4f8c' }
export const EditNote: Document<EditNoteMutation, EditNoteMutationVariables> = { id: 'sha256:8fd100148f43c9a8f669bd3f4c685d6041be015699a7b898d2c230330af49d7b' }
export const EnableAgent: Document<EnableAgentMutation, EnableAgentMutationVariables> = { id: 'sha256:cee3de3e137b930f3191a8b213fe95c7032ff0de553795699810b44b9b319549' }
export const EndSession: Document<EndSessionMutation, EndSessionMutationVariables> = { id: 'sha256:52da883e0217fffdbc9ba0631ce6faef119875c12c010025ce27eb4cbbb1152a' }
export const Events: Document<EventsSubscription, EventsSubscriptionVariables> = { id: 'sha256:1f877979d9e07f7fb0f7c2c57d13e15d714d091359562e89ff66360584fe03e2' }
export const FanCard: Document<FanCardQuery, FanCardQueryVariables> = { id: 'sha256:722427d5608898fae6d91e19b2d7c9d2423ce2806f3ac00a0aad352aecbb6a47' }
export const FanFieldValues: Document<FanFieldValuesQuery, FanFieldValuesQueryVariables> = { id: 'sha256:f0e1c4b4d10adeff287eff02f500fd89c58b26f639fde841e68d33b6f4aaca2a' }
export const FanFields: Document<FanFieldsQuery, FanFieldsQueryVariables> = { id: 'sha256:84788e93edd396fa9d68cd178a9b2597346a2409aa44c9b6cf2dbef32473d7a7' }
export const FanTimeline: Document<FanTimelineQuery, FanTimelineQueryVariables> = { id: 'sha256:e912a6d01e17235b4f3047eb41ffe7c98e018085d8ddcc353196d9ebdb24a4e3' }
export const Fans: Document<FansQuery, FansQueryVariables> = { id: 'sha256:e1b00a6ae1e51547ff6845a240ed367aca59d36294707385cf3718d08d5ea46a' }
export const GiveBackConversation: Document<GiveBackConversationMutation, GiveBackConversationMutationVariables> = { id: 'sha256:779f8cdd00a63089be84513b7ddedabc83505cb8ec8d488449bce31833c60b59' }
export const Inbox: Document<InboxQuery, InboxQueryVariables> = { id: 'sha256:5693c0737c9185ccd6d6c68f7faa1dbb1ed5103811f514c7222edebbda69b041' }
export const Invitations: Document<InvitationsQuery, InvitationsQueryVariables> = { id: 'sha256:e55a42ccfcfd90f66134429e75e0aae81b618fffd85da8c15c0697c44259ff6e' }
export const KeepPresence: Document<KeepPresenceMutation, KeepPresenceMutationVariables> = { id: 'sha256:761108b65e26f8e8421234ade4b9dbc3e4bdb694cbcb13b566cf1515469b62ec' }
export const LabelConversation: Document<LabelConversationMutation, LabelConversationMutationVariables> = { id: 'sha256:64480e1a09cd908dc1cae5a67d4482160876ae241779120646db4a2e4fe7f27e' }
export const Labels: Document<LabelsQuery, LabelsQueryVariables> = { id: 'sha256:6fd0bb4d845077f3dc2d138ae1963fdab57cc8a557b20f87c43decc67948bdde' }
export const LinkMiniProgram: Document<LinkMiniProgramMutation, LinkMiniProgramMutationVariables> = { id: 'sha256:91d292113098ebe0c1b2655232a0abb6eb4cc09132cee3e96c613d3bf8f708e4' }
export const MarkConversationRead: Document<MarkConversationReadMutation, MarkConversationReadMutationVariables> = { id: 'sha256:d96aff4b5170356bfc8e86857fb292b6b09cb28df6da4fe3de6e057e1ce6b3c1' }
export const MiniProgram: Document<MiniProgramQuery, MiniProgramQueryVariables> = { id: 'sha256:c5c934d17d801747b354f9278af4d0c1793fb2a5c5719a5cfa400c6ad7ea8760' }
export const Notes: Document<NotesQuery, NotesQueryVariables> = { id: 'sha256:ae456dfc47beecd3e8efb3fc039c85de54d4ac6950ad1c452437b2e8b597a7c1' }
export const NotificationSettings: Document<NotificationSettingsQuery, NotificationSettingsQueryVariables> = { id: 'sha256:5e1fcb19011d4743b05f1eb0c11b3f1e3f8938e1bba584b147af766ff724597c' }
export const OlderMessages: Document<OlderMessagesQuery, OlderMessagesQueryVariables> = { id: 'sha256:b8b2a958292815a18f1e497300c7e4472c2855af36bbc6ba4ededf15c3933641' }
export const PauseAccount: Document<PauseAccountMutation, PauseAccountMutationVariables> = { id: 'sha256:27fc3771f8c1cc9eac77249cfa8ebf0b5e44f675d1d45d81069e31cb6315b2ff' }
export const Presence: Document<PresenceSubscription, PresenceSubscriptionVariables> = { id: 'sha256:792583b2aa91d162139dd35e59ebf8900afcd69c7a58919841a534a5cf6fd5a4' }
export const Reachable: Document<ReachableQuery, ReachableQueryVariables> = { id: 'sha256:5fdf1c1a48508d96d0b403d90dd7801053ee4cb2bd1653cc5176babe6c5fb167' }
export const ReachableAt: Document<ReachableAtQuery, ReachableAtQueryVariables> = { id: 'sha256:3b53d5570ab0f3493036dc0f518897be6abd8b8b80b67ddcf3aaec4b055d4965' }
export const RefreshAccount: Document<RefreshAccountMutation, RefreshAccountMutationVariables> = { id: 'sha256:090a8e4573e7f2043e6ef328cf4954a464ec3702aeaf7a7efc4317cb27234f1b' }
export const RefreshSession: Document<RefreshSessionMutation, RefreshSessionMutationVariables> = { id: 'sha256:10f87b53b8c4e12c799965adaca41ba82b81febec6ef46f07b768a5642d5031e' }
export const RegisterDevice: Document<RegisterDeviceMutation, RegisterDeviceMutationVariables> = { id: 'sha256:b4479894b5230cc43918943a7bf5fac6a82c2dd5e4e6a6400dee9e1b5e09ea1f' }
export const RemoveDevice: Document<RemoveDeviceMutation, RemoveDeviceMutationVariables> = { id: 'sha256:24654538bad930fbd5add5e752260d44e01616679e71e1831ec3ec1e430fecec' }
export const RemoveTeamMember: Document<RemoveTeamMemberMutation, RemoveTeamMemberMutationVariables> = { id: 'sha256:8afbdaa5e3f227e5b0e28f2f920a448d82790c9aebdc91c76c2728e1bbf19878' }
export const RenameAgent: Document<RenameAgentMutation, RenameAgentMutationVariables> = { id: 'sha256:be5d7cdf1b69ff285ccc6e5fc0f872ca01b2a1aa2cbed1d1fd4cfcefdb7f2a24' }
export const RenameTag: Document<RenameTagMutation, RenameTagMutationVariables> = { id: 'sha256:ad90e786699e462eba89060402737809e5c4d524565b34f4db883eb2257da91f' }
export const RenameTeam: Document<RenameTeamMutation, RenameTeamMutationVariables> = { id: 'sha256:8155b4995a1cf00c59310687c35b2234552705e1aef3802b06bd53f6e748ed00' }
export const RenderCannedResponse: Document<RenderCannedResponseQuery, RenderCannedResponseQueryVariables> = { id: 'sha256:e77707e84a3a941430b59a9f30cc844112c58c0339e3517a4adcabbab31e2c35' }
export const ReopenConversation: Document<ReopenConversationMutation, ReopenConversationMutationVariables> = { id: 'sha256:77b069164a3a380f659e50ada6f8249a1b4aefc0fe2cbe51f8233588841cee0d' }
export const ResendMessage: Document<ResendMessageMutation, ResendMessageMutationVariables> = { id: 'sha256:e87611967200084cd7fa44d5248ff92fd005400c57cf06b473a5358a0196299a' }
export const ResumeAccount: Document<ResumeAccountMutation, ResumeAccountMutationVariables> = { id: 'sha256:2b81862cf48232a76ad6b1ad58a7c21b9a3efead915086715be0a4c5ecfa7a1c' }
export const RetryMedia: Document<RetryMediaMutation, RetryMediaMutationVariables> = { id: 'sha256:72d457ca2b234042cdb69eb4b7aab9f121fed9b47d536e577ba946080c6252e4' }
export const SchedulePreview: Document<SchedulePreviewQuery, SchedulePreviewQueryVariables> = { id: 'sha256:38893f9938726e78d4d4269dd675e6d5145caff733a023358299ca499ac0133a' }
export const Schedules: Document<SchedulesQuery, SchedulesQueryVariables> = { id: 'sha256:46709e88045752a45f33b4d37fa0e6044b66e4fcea7a7107ac27d1a274cad84d' }
export const Search: Document<SearchQuery, SearchQueryVariables> = { id: 'sha256:84564eba5888c43b25bb57f4403b924cb52b6ea85a6fed91303aafb885d6bfa6' }
export const SendMessage: Document<SendMessageMutation, SendMessageMutationVariables> = { id: 'sha256:6821b19bc525b5c5dd889fc89c0c02f05c84f8443488efdbc3b4b1f3f143fb41' }
export const Sessions: Document<SessionsQuery, SessionsQueryVariables> = { id: 'sha256:e03d84af5c814bd47ac022a26190dd6c092b872449b168001c6b603569769dc6' }
export const SetFanFields: Document<SetFanFieldsMutation, SetFanFieldsMutationVariables> = { id: 'sha256:246d96afba1aa9340d4100d0b3e844d8fa9f15cf45568b337a36f987123d6ad5' }
export const SetFanRemark: Document<SetFanRemarkMutation, SetFanRemarkMutationVariables> = { id: 'sha256:7cccb4c08b47cc74c4585af0a834486cc8f1f3040aa01f2b00883a7376b094de' }
export const SetPresence: Document<SetPresenceMutation, SetPresenceMutationVariables> = { id: 'sha256:c7d243d85c2547fbf5822791fe4709f3ef38180cec138843e7831008d9895e15' }
export const ShowTyping: Document<ShowTypingMutation, ShowTypingMutationVariables> = { id: 'sha256:383b8ff19f2f953fc2a81c0b26341e42448417a97c4c1e40cda8d17b4b577a14' }
export const ShowViewing: Document<ShowViewingMutation, ShowViewingMutationVariables> = { id: 'sha256:8211be4d5c9a3c4d68aa2fe580b91997340a106136b04ac5688b9bbf851b0463' }
export const SignIn: Document<SignInMutation, SignInMutationVariables> = { id: 'sha256:1a1b808b48aab5ca8f491905eaa8415bce3b57d1ca29460f5f430346ab546236' }
export const SignInWithMiniProgram: Document<SignInWithMiniProgramMutation, SignInWithMiniProgramMutationVariables> = { id: 'sha256:87c062d343ee3ff624fe7997255befba421d004d53b38bd30ace0dc62b048de3' }
export const SignOut: Document<SignOutMutation, SignOutMutationVariables> = { id: 'sha256:22b3f1c0472982b9b7b294f71f3e35ea9ece729fb95cd4db71feff5fbb52bca1' }
export const SnoozeConversation: Document<SnoozeConversationMutation, SnoozeConversationMutationVariables> = { id: 'sha256:c4ad17cd5ece2d93acb7cd52b93074fb346d09faa73e044282d86d2ab6614f75' }
export const StartAccountScan: Document<StartAccountScanMutation, StartAccountScanMutationVariables> = { id: 'sha256:3cd29a6a0b052471b9e79607763a2ba35ef84d4665ad9997d4ea5303a09a8ed5' }
export const SyncFollowers: Document<SyncFollowersMutation, SyncFollowersMutationVariables> = { id: 'sha256:d04c953f643f6e29bacf34636403d0beb3df2ab8588861f7780d0a703f003810' }
export const TagFans: Document<TagFansMutation, TagFansMutationVariables> = { id: 'sha256:8023bd60e4ce4ab3258b82d1933f16a9ec443786df2aa04370d29983755f8f99' }
export const TakeConversation: Document<TakeConversationMutation, TakeConversationMutationVariables> = { id: 'sha256:377db149b584d9d95ac3825a4ae89b54d1f82f288d0ce1f03486a9ea8db407f7' }
export const Teams: Document<TeamsQuery, TeamsQueryVariables> = { id: 'sha256:7188a99a3b3805876478ab41dc744ee3efb750a8e627c6b91c8c1c9f23a17804' }
export const TransferConversation: Document<TransferConversationMutation, TransferConversationMutationVariables> = { id: 'sha256:d31bb34eab7b27f87eee793490b1a8631be0f748ee577c2c0aa402ed734b9e0c' }
export const UnblockFan: Document<UnblockFanMutation, UnblockFanMutationVariables> = { id: 'sha256:49e890e6628fc1af78d18d9178c5b9b956bd89a2585d31b9245e3e4fdef57e33' }
export const UnlabelConversation: Document<UnlabelConversationMutation, UnlabelConversationMutationVariables> = { id: 'sha256:2c70d6696dcbe4a2325f9f44ce320ca32bec756c6422c7842e366cc2bc1c2f84' }
export const UnlinkMiniProgram: Document<UnlinkMiniProgramMutation, UnlinkMiniProgramMutationVariables> = { id: 'sha256:56d513ca7b2b599d0d6d1eda8737d60afbe4c907fc94e2abb7ce3158c780f2a3' }
export const UntagFans: Document<UntagFansMutation, UntagFansMutationVariables> = { id: 'sha256:927bda62245674963bc839f59743d6b500ffea66b523e2e934ebb3882a462da4' }
export const UpdateAccount: Document<UpdateAccountMutation, UpdateAccountMutationVariables> = { id: 'sha256:3fcf2d96224011fac0f751fb496d7d8d437ffd9f64d22f66689e049b3794e8cc' }
export const UpdateAccountCredentials: Document<UpdateAccountCredentialsMutation, UpdateAccountCredentialsMutationVariables> = { id: 'sha256:27de82094de450e95278b71d03535de4cd0b6c9967aeee7644ef440dcd617d28' }
export const UpdateAccountRouting: Document<UpdateAccountRoutingMutation, UpdateAccountRoutingMutationVariables> = { id: 'sha256:29c669993c671e90e17a9b6932fe6856e35bce03564e439015c77274d9bf2d85' }
export const UpdateAgentWork: Document<UpdateAgentWorkMutation, UpdateAgentWorkMutationVariables> = { id: 'sha256:868fc6e95a8b7bf460e10a161b8481c6cf6045f310dc0f8f7f7d63c355e33100' }
export const UpdateCannedResponse: Document<UpdateCannedResponseMutation, UpdateCannedResponseMutationVariables> = { id: 'sha256:e45362f50734e458a4bdbaf4b136f62b73555fe7fe2d979a0cb9f0199052c433' }
export const UpdateFanField: Document<UpdateFanFieldMutation, UpdateFanFieldMutationVariables> = { id: 'sha256:c941e4e094892ea0b34b0b1219099352ae6d618e78cd8ce8565fa4776cea11e7' }
export const UpdateLabel: Document<UpdateLabelMutation, UpdateLabelMutationVariables> = { id: 'sha256:614ebf4858e3f8c88877c6e52a4f48b4cdd7de9aa8bec00079eba705f9c9bf37' }
export const UpdateNotificationSettings: Document<UpdateNotificationSettingsMutation, UpdateNotificationSettingsMutationVariables> = { id: 'sha256:59468040288c207da1054c0a2ad5ef49580297a3107ea81d6e89b6d83ddd9c1f' }
export const UpdateSchedule: Document<UpdateScheduleMutation, UpdateScheduleMutationVariables> = { id: 'sha256:6f9f9fec0dec2d0b1146e50e068fa7ebc5f1f20de4fb09b760d833e4f712b6d4' }
export const UpdateScheduledMessage: Document<UpdateScheduledMessageMutation, UpdateScheduledMessageMutationVariables> = { id: 'sha256:ce2b9cadf2ca2f80409bad38ede2a442beebadb37dc807ec5134edc1cba63b68' }
export const Viewer: Document<ViewerQuery, ViewerQueryVariables> = { id: 'sha256:8e08a83fad394c4f535017cffe56cd2fb5701b8baf1a2ce445cd2bb36989d232' }
export const WithdrawInvitation: Document<WithdrawInvitationMutation, WithdrawInvitationMutationVariables> = { id: 'sha256:dee350dde709d1dbb878c12a9d4fcec42e0ad64ccb07884d19bcf0417761d9e7' }
