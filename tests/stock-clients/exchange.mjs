// Starts `ats exchange serve` as a process of its own and waits for its port.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export const key = 'stock-key';
export const secret = 'stock-secret';

export async function startExchange(ats, extra = []) {
  const child = spawn('dotnet', [ats, 'exchange', 'serve', '--port', '0', '--seed', '7', '--key', key, '--secret', secret, ...extra], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const found = /127\.0\.0\.1:(\d+)/.exec(line);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', code => reject(new Error(`the exchange ended with code ${code}`)));
  });
  return {
    http: `http://127.0.0.1:${port}`,
    ws: `ws://127.0.0.1:${port}`,
    stop: signal => new Promise(resolve => { child.once('exit', resolve); child.kill(signal ?? 'SIGTERM'); }),
  };
}

/** Waits for a promise, but not for ever. */
export function within(ms, promise, what) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`no ${what} within ${ms} ms`)), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
