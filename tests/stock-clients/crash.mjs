// kill -9 and a new start over the same state: what was acknowledged is still there.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RestClientV5 } from 'bybit-api';
import { key, secret, startExchange } from './exchange.mjs';

export async function crashTests(ats, test) {
  await test('orders, fills and wallet survive kill -9 of the exchange', async () => {
    const state = await mkdtemp(join(tmpdir(), 'ats-stock-'));
    const read = async http => {
      const rest = new RestClientV5({ key, secret, baseUrl: http });
      const list = async call => (await call).result.list;
      const coins = (await list(rest.getWalletBalance({ accountType: 'UNIFIED' })))[0].coin;
      return {
        orders: await list(rest.getActiveOrders({ category: 'linear', settleCoin: 'USDT', openOnly: 1 })),
        fills: await list(rest.getExecutionList({ category: 'linear' })),
        wallet: coins.map(c => [c.coin, c.walletBalance, c.locked]),
      };
    };
    let exchange = await startExchange(ats, ['--state', state]);
    try {
      const rest = new RestClientV5({ key, secret, baseUrl: exchange.http });
      for (let i = 0; i < 5; i++) {
        assert.equal((await rest.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.01', price: String(60000 + i), orderLinkId: `c-${i}` })).retCode, 0);
        assert.equal((await rest.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: i % 2 ? 'Sell' : 'Buy', orderType: 'Market', qty: '0.01' })).retCode, 0);
      }
      const before = await read(exchange.http);
      await exchange.stop('SIGKILL');
      exchange = await startExchange(ats, ['--state', state]);
      assert.deepEqual(await read(exchange.http), before);
      const again = new RestClientV5({ key, secret, baseUrl: exchange.http });
      assert.equal((await again.cancelOrder({ category: 'linear', symbol: 'BTCUSDT', orderLinkId: 'c-3' })).retCode, 0);
      assert.equal((await again.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.01', price: '60000', orderLinkId: 'c-3' })).retCode, 110072);
    } finally {
      await exchange.stop();
      await rm(state, { recursive: true, force: true });
    }
  });
}
