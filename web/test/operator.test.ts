import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useOperator } from '../src/stores/operator'

describe('operator commands', () => {
  const fetched = vi.fn()
  const answer = (status: number, body: unknown) => fetched.mockResolvedValue(new Response(JSON.stringify(body), { status }))

  beforeEach(() => {
    setActivePinia(createPinia())
    fetched.mockReset()
    vi.stubGlobal('fetch', fetched)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('sends nothing without the typed word', async () => {
    const operator = useOperator()
    operator.token = 'secret'
    expect(await operator.send('halt', 'HAL', null, '')).toBe(false)
    expect(fetched).not.toHaveBeenCalled()
    expect(operator.result?.text).toContain('HALT')
  })

  it('sends nothing without a token', async () => {
    expect(await useOperator().send('resume', '', null, '')).toBe(false)
    expect(fetched).not.toHaveBeenCalled()
  })

  it('sends the token in its header and the arm in the body', async () => {
    answer(200, { done: true, order: null })
    const operator = useOperator()
    operator.token = 'secret'
    expect(await operator.send('halt', ' halt ', 'macd', 'odd prices')).toBe(true)
    const [path, init] = fetched.mock.calls[0]!
    expect(path).toBe('/api/v1/operator/halt')
    expect(init.method).toBe('POST')
    expect(init.headers['X-Ats-Operator-Token']).toBe('secret')
    expect(JSON.parse(init.body)).toEqual({ arm: 'macd', note: 'odd prices' })
  })

  it('forgets a token that was refused and says the server’s words', async () => {
    answer(401, { detail: 'The token is needed.' })
    const operator = useOperator()
    operator.token = 'wrong'
    expect(await operator.send('resume', '', null, '')).toBe(false)
    expect(operator.token).toBe('')
    expect(operator.result).toEqual({ ok: false, text: 'The token is needed.' })
  })

  it('says so when nobody answers', async () => {
    fetched.mockRejectedValue(new TypeError('network'))
    const operator = useOperator()
    operator.token = 'secret'
    expect(await operator.send('flatten', 'FLATTEN', null, '')).toBe(false)
    expect(operator.result?.text).toBe('The server does not answer.')
  })
})
