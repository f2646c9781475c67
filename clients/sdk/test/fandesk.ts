import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')
const PATIENCE = 40_000

/** `fandesk up --demo` as it really runs, taking trusted documents only, and WeChat in a box beside it. */
export class RunningFandesk {
  readonly email = 'owner@demo.example'
  readonly password = 'demo-password'
  /** A colleague of the owner, with the same password. */
  readonly colleague = 'agent@demo.example'
  /** The demo's mini-program, the owner's WeChat user there, and one whom no agent has linked. */
  readonly desk = { appId: 'wx00000000000de303', owner: 'oDEMOdesk0000000000000000001', other: 'oDEMOdesk0000000000000000002' }

  private constructor(
    readonly url: string,
    readonly box: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(): Promise<RunningFandesk> {
    const folder = mkdtempSync(join(tmpdir(), 'fandesk-sdk-'))
    const [port, boxPort] = [await freePort(), await freePort()]
    const log = openSync(join(folder, 'up.log'), 'w')
    const own = { DATA_DIR: join(folder, 'var'), PORT: `${port}`, SANDBOX_PORT: `${boxPort}`, TRUSTED_DOCUMENTS: 'on' }
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('FANDESK_'))
    const env = Object.fromEntries([...others, ...Object.entries(own).map(([name, value]) => [`FANDESK_${name}`, value])])
    // Not the installed command: what runs is the code beside this file.
    const up = ['-c', 'from cli.main import app; app()', 'up', '--demo']
    const child = spawn(join(ROOT, '.venv/bin/python'), up, { cwd: ROOT, env, stdio: ['ignore', log, log] })
    const running = new RunningFandesk(`http://127.0.0.1:${port}`, `http://127.0.0.1:${boxPort}`, folder, child)
    await running.ready()
    return running
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    if (this.process.exitCode === null) {
      this.process.kill('SIGTERM')
      await ended
    }
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** A new fan of the demo's first account, who has written this. */
  async aFan(text: string): Promise<Fan> {
    const { accounts } = await this.control<{ accounts: { appId: string }[] }>('GET', '/accounts')
    const account = accounts[0]!.appId
    const { fans } = await this.control<{ fans: { openid: string }[] }>('POST', `/accounts/${account}/fans`, {})
    const fan = new Fan(this, account, fans[0]!.openid)
    await this.control('POST', `/accounts/${account}/fans/${fan.openid}/follow`, { wait: true })
    await fan.writes(text)
    return fan
  }

  /** What WeChat answers `wx.login` with on the phone of this user of the mini-program. */
  async loginCode(openid: string): Promise<string> {
    const path = `/accounts/${this.desk.appId}/fans/${openid}/login-code`
    return (await this.control<{ code: string }>('POST', path, {})).code
  }

  /** One of the box's doors. */
  async control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(`${this.box}/control${path}`, { method, headers, body: body && JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }

  private async ready(): Promise<void> {
    for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
      if (this.process.exitCode !== null) break
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`Fandesk did not start:\n${readFileSync(join(this.folder, 'up.log'), 'utf8')}`)
  }
}

/** Somebody with a phone. */
export class Fan {
  constructor(
    private readonly fandesk: RunningFandesk,
    private readonly account: string,
    readonly openid: string,
  ) {}

  /** Returns when Fandesk has it. */
  async writes(text: string): Promise<void> {
    await this.fandesk.control('POST', `/accounts/${this.account}/fans/${this.openid}/write`, { text, wait: true })
  }

  /** Returns when the phone shows it. */
  async sees(text: string): Promise<void> {
    const wanted = { account: this.account, openid: this.openid, from: 'ACCOUNT', text }
    await this.fandesk.control('POST', '/wait/messages', wanted)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
