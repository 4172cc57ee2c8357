import type { CommandAnswer, CurveView } from './types'

/** What the server says when it does not do what was asked: its own words where it gave any. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
    super(message)
  }
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(path, { headers: { accept: 'application/json', ...init?.headers }, ...init })
  } catch {
    throw new ApiError(0, 'The server does not answer.')
  }
  if (answer.ok) return (await answer.json()) as T
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string }
  throw new ApiError(answer.status, problem.detail ?? problem.title ?? `The server answered ${answer.status}.`)
}

export const equity = (points: number) => ask<CurveView[]>(`/api/v1/equity?points=${points}`)

export type OperatorAction = 'halt' | 'reduce-only' | 'resume' | 'flatten'

export const command = (action: OperatorAction, token: string, arm: string | null, note: string) =>
  ask<CommandAnswer>(`/api/v1/operator/${action}`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'X-Ats-Operator-Token': token },
    body: JSON.stringify({ arm, note: note || null }),
  })
