import { readFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'
import { expect, it } from 'vitest'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

it('has the types of the committed OpenAPI document (else: npm run api)', async () => {
  const made = astToString(await openapiTS(JSON.parse(read('../openapi/v1.json'))))
  const body = (text: string) => text.slice(text.indexOf('export interface paths')).trim()
  expect(body(read('../src/api/schema.d.ts'))).toBe(body(made))
})
