// The sample contest on the real server, as a process: started, stopped and started again on the same port.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = dirname(dirname(fileURLToPath(import.meta.url)))
const dll = join(web, '../tools/Ats.SampleSite/bin/Release/net10.0/Ats.SampleSite.dll')
export const TOKEN = 'e2e-operator-token-0123'

export async function startSample(options = {}) {
  if (!existsSync(dll)) throw new Error('The sample is not built: dotnet build -c Release tools/Ats.SampleSite')
  const settings = { port: 0, hours: 1, seed: 7, warming: 0, token: TOKEN, site: join(web, 'dist'), ...options }
  const child = spawn('dotnet', [dll, ...Object.entries(settings).map(([k, v]) => `${k}=${v}`)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = () => child.kill('SIGKILL')
  process.on('exit', kill) // Not left behind, however this ends.
  const url = await new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const found = text.match(/sample contest on (\S+)/)
      if (found) resolve(found[1])
    })
    child.on('exit', (code) => reject(new Error(`the sample ended with code ${code}`)))
  })
  return {
    url,
    port: Number(new URL(url).port),
    stop: () =>
      new Promise((done) => {
        if (child.exitCode !== null) return done()
        child.removeAllListeners('exit')
        child.on('exit', done)
        process.off('exit', kill)
        kill() // As a crash would: no goodbye to the page.
      }),
  }
}
