// bybit-api (npm), unchanged: REST, the public, private and trade sockets.
import assert from 'node:assert/strict';
import { RestClientV5, WebsocketClient, WebsocketAPIClient } from 'bybit-api';
import { key, secret, within } from './exchange.mjs';

const quiet = { trace() {}, info() {}, error() {} };

/** A client whose every channel goes to one URL, and a way to wait for a frame. */
function stream(url, signed) {
  const client = new WebsocketClient({ market: 'v5', wsUrl: url, ...(signed ? { key, secret } : {}) }, quiet);
  const waiting = [];
  const seen = [];
  client.on('update', frame => {
    seen.push(frame);
    for (const w of [...waiting]) if (w.wanted(frame)) { waiting.splice(waiting.indexOf(w), 1); w.resolve(frame); }
  });
  client.on('exception', () => {});
  const subscribed = new Promise(resolve => client.on('response', r => { if (r.op === 'subscribe' || r.request?.op === 'subscribe') resolve(); }));
  const next = (wanted, what) => {
    const had = seen.find(wanted);
    return had ? Promise.resolve(had) : within(8000, new Promise(resolve => waiting.push({ wanted, resolve })), what);
  };
  return { client, next, subscribed };
}

export async function bybitApiTests(exchange, test) {
  const rest = new RestClientV5({ key, secret, baseUrl: exchange.http, recv_window: 5000 });
  const ok = answer => { assert.equal(answer.retCode, 0, `${answer.retCode} ${answer.retMsg}`); return answer.result; };
  const price = async category => Number(ok(await rest.getTickers({ category, symbol: 'BTCUSDT' })).list[0].lastPrice);

  await test('bybit-api reads time, instruments, book, klines and trades', async () => {
    assert.ok(Math.abs(Number(ok(await rest.getServerTime()).timeSecond) - Date.now() / 1000) < 5);
    assert.equal(ok(await rest.getInstrumentsInfo({ category: 'linear', symbol: 'BTCUSDT' })).list[0].lotSizeFilter.qtyStep, '0.001');
    assert.equal(ok(await rest.getInstrumentsInfo({ category: 'spot', symbol: 'BTCUSDT' })).list[0].lotSizeFilter.basePrecision, '0.000001');
    const book = ok(await rest.getOrderbook({ category: 'linear', symbol: 'BTCUSDT', limit: 10 }));
    assert.equal(book.b.length, 10);
    assert.ok(Number(book.b[0][0]) < Number(book.a[0][0]));
    const klines = ok(await rest.getKline({ category: 'linear', symbol: 'BTCUSDT', interval: '60', limit: 500 })).list;
    assert.equal(klines.length, 500);
    assert.ok(Number(klines[0][0]) > Number(klines[1][0]));
  });

  await test('bybit-api places, amends and cancels a limit order over REST', async () => {
    const at = Math.floor((await price('linear')) * 0.9);
    const { orderId } = ok(await rest.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.01', price: String(at), orderLinkId: 'stock-1' }));
    ok(await rest.amendOrder({ category: 'linear', symbol: 'BTCUSDT', orderId, qty: '0.02', price: String(at - 10) }));
    const row = ok(await rest.getActiveOrders({ category: 'linear', symbol: 'BTCUSDT' })).list.find(o => o.orderId === orderId);
    assert.deepEqual([row.qty, row.price, row.orderStatus], ['0.02', String(at - 10), 'New']);
    ok(await rest.cancelOrder({ category: 'linear', symbol: 'BTCUSDT', orderId }));
    assert.equal((await rest.cancelOrder({ category: 'linear', symbol: 'BTCUSDT', orderId })).retCode, 110001);
    assert.equal((await rest.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.01', price: String(at), orderLinkId: 'stock-1' })).retCode, 110072);
  });

  await test('bybit-api buys at market, holds a position, closes it and finds the profit', async () => {
    ok(await rest.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.01' }));
    const position = ok(await rest.getPositionInfo({ category: 'linear', symbol: 'BTCUSDT' })).list[0];
    assert.deepEqual([position.side, position.size], ['Buy', '0.01']);
    ok(await rest.submitOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Sell', orderType: 'Market', qty: '0.01', reduceOnly: true }));
    assert.equal(ok(await rest.getPositionInfo({ category: 'linear', symbol: 'BTCUSDT' })).list[0].size, '0');
    assert.ok(ok(await rest.getClosedPnL({ category: 'linear', symbol: 'BTCUSDT' })).list.length > 0);
    const fills = ok(await rest.getExecutionList({ category: 'linear', symbol: 'BTCUSDT' })).list;
    assert.ok(fills.every(f => Number(f.execFee) > 0));
  });

  await test('bybit-api works with batches, leverage, wallet and fee rates', async () => {
    const at = Math.floor((await price('linear')) * 0.8);
    const answer = await rest.batchSubmitOrders('linear', [
      { symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.01', price: String(at) },
      { symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.0001', price: String(at) },
    ]);
    ok(answer);
    assert.deepEqual(answer.retExtInfo.list.map(r => r.code), [0, 10001]);
    ok(await rest.cancelAllOrders({ category: 'linear', settleCoin: 'USDT' }));
    ok(await rest.setLeverage({ category: 'linear', symbol: 'BTCUSDT', buyLeverage: '5', sellLeverage: '5' }));
    assert.equal((await rest.setLeverage({ category: 'linear', symbol: 'BTCUSDT', buyLeverage: '5', sellLeverage: '5' })).retCode, 110043);
    assert.equal(ok(await rest.getFeeRate({ category: 'linear', symbol: 'BTCUSDT' })).list[0].takerFeeRate, '0.00055');
    const coins = ok(await rest.getWalletBalance({ accountType: 'UNIFIED', coin: 'USDT,BTC' })).list[0].coin;
    assert.deepEqual(coins.map(c => c.coin), ['BTC', 'USDT']);
  });

  await test('bybit-api streams book, trades, ticker and klines', async () => {
    const { client, next } = stream(`${exchange.ws}/v5/public/linear`, false);
    await client.subscribeV5(['orderbook.50.BTCUSDT', 'orderbook.1.BTCUSDT', 'publicTrade.BTCUSDT', 'tickers.BTCUSDT', 'kline.1.BTCUSDT'], 'linear');
    const snapshot = await next(f => f.topic === 'orderbook.50.BTCUSDT' && f.type === 'snapshot', 'snapshot');
    const delta = await next(f => f.topic === 'orderbook.50.BTCUSDT' && f.type === 'delta', 'delta');
    assert.ok(delta.data.u > snapshot.data.u && delta.data.seq > snapshot.data.seq);
    await next(f => f.topic === 'publicTrade.BTCUSDT', 'trade');
    await next(f => f.topic === 'tickers.BTCUSDT' && f.type === 'delta', 'ticker delta');
    await next(f => f.topic === 'kline.1.BTCUSDT', 'kline');
    assert.ok((await next(f => f.topic === 'orderbook.1.BTCUSDT', 'level 1')).data.b.length === 1);
    client.closeAll(true);
  });

  await test('bybit-api trades over the trade socket and hears of it on the private one', async () => {
    const { client, next, subscribed } = stream(`${exchange.ws}/v5/private`, true);
    client.subscribeV5(['order', 'execution', 'position', 'wallet'], 'linear');
    await within(8000, subscribed, 'subscription');
    const trade = new WebsocketAPIClient({ key, secret, wsUrl: `${exchange.ws}/v5/trade`, attachEventListeners: false }, quiet);
    const at = Math.floor((await price('linear')) * 0.9);
    const resting = await within(8000, trade.submitNewOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Limit', qty: '0.01', price: String(at) }), 'ack');
    assert.equal(resting.retCode, 0);
    const { orderId } = resting.data;
    await next(f => f.topic === 'order' && f.data.some(o => o.orderId === orderId && o.orderStatus === 'New'), 'New');
    assert.equal((await trade.amendOrder({ category: 'linear', symbol: 'BTCUSDT', orderId, qty: '0.02' })).retCode, 0);
    assert.equal((await trade.cancelOrder({ category: 'linear', symbol: 'BTCUSDT', orderId })).retCode, 0);
    await next(f => f.topic === 'order' && f.data.some(o => o.orderId === orderId && o.orderStatus === 'Cancelled'), 'Cancelled');
    const market = await trade.submitNewOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Sell', orderType: 'Market', qty: '0.01' });
    const id = market.data.orderId;
    await next(f => f.topic === 'order' && f.data.some(o => o.orderId === id && o.orderStatus === 'Filled'), 'Filled');
    await next(f => f.topic === 'execution' && f.data.some(e => e.orderId === id && e.execType === 'Trade'), 'execution');
    await next(f => f.topic === 'position' && f.data.some(p => p.side === 'Sell' && p.entryPrice !== undefined), 'position');
    await next(f => f.topic === 'wallet' && f.data[0].coin.some(c => c.coin === 'USDT'), 'wallet');
    await trade.submitNewOrder({ category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0', reduceOnly: true, closeOnTrigger: true });
    assert.equal(ok(await rest.getPositionInfo({ category: 'linear', symbol: 'BTCUSDT' })).list[0].size, '0');
    client.closeAll(true);
    trade.getWSClient().closeAll(true);
  });
}
