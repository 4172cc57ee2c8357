import { startExchange } from './exchange.mjs';
import { bybitApiTests } from './bybit-api.mjs';
import { ccxtTests } from './ccxt.mjs';
import { crashTests } from './crash.mjs';

const exchange = await startExchange(process.argv[2]);
let passed = 0;
let failed = 0;

async function test(name, body) {
  try {
    await body();
    passed++;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}: ${error?.stack ?? JSON.stringify(error)}`);
  }
}

try {
  await bybitApiTests(exchange, test);
  await ccxtTests(exchange, test);
} finally {
  await exchange.stop();
}

await crashTests(process.argv[2], test);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
