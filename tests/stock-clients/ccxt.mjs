// ccxt and ccxt.pro (npm), unchanged: only the URLs point at the simulated exchange.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';
import { key, secret, within } from './exchange.mjs';

async function client(exchange, type) {
  const ex = new ccxt.pro.bybit({ apiKey: key, secret, enableRateLimit: true, options: { defaultType: type } });
  for (const name of ['spot', 'futures', 'v2', 'public', 'private']) ex.urls.api[name] = exchange.http;
  for (const name of ['spot', 'linear', 'inverse', 'option']) ex.urls.api.ws.public[name] = `${exchange.ws}/v5/public/${name}`;
  ex.urls.api.ws.private = { spot: { unified: `${exchange.ws}/v5/private`, nonUnified: `${exchange.ws}/v5/private` }, contract: `${exchange.ws}/v5/private`, usdc: `${exchange.ws}/v5/private`, trade: `${exchange.ws}/v5/trade` };
  await ex.loadHttpProxyAgent();
  return ex;
}

export async function ccxtTests(exchange, test) {
  const linear = await client(exchange, 'swap');
  const spot = await client(exchange, 'spot');
  const perp = 'BTC/USDT:USDT';
  const pair = 'BTC/USDT';

  await test('ccxt loads markets, ticker, book, bars, trades, funding', async () => {
    await linear.loadMarkets();
    assert.ok(linear.markets[perp].linear && linear.markets[pair].spot);
    const book = await linear.fetchOrderBook(perp, 25);
    assert.ok(book.bids[0][0] < book.asks[0][0]);
    assert.equal((await linear.fetchOHLCV(perp, '1m', undefined, 100)).length, 100);
    assert.ok((await linear.fetchTicker(perp)).last > 0);
    assert.ok((await linear.fetchTrades(perp, undefined, 10)).length > 0);
    assert.ok((await linear.fetchFundingRateHistory(perp, undefined, 10)).length > 0);
  });

  await test('ccxt places, edits and cancels on the perpetual', async () => {
    const at = linear.priceToPrecision(perp, (await linear.fetchTicker(perp)).last * 0.9);
    const order = await linear.createOrder(perp, 'limit', 'buy', 0.01, Number(at));
    await linear.editOrder(order.id, perp, 'limit', 'buy', 0.02, Number(at));
    assert.equal((await linear.fetchOpenOrders(perp)).find(o => o.id === order.id).amount, 0.02);
    await linear.cancelOrder(order.id, perp);
    await assert.rejects(linear.cancelOrder(order.id, perp), ccxt.OrderNotFound);
  });

  await test('ccxt opens and closes a position with a stop attached', async () => {
    const last = (await linear.fetchTicker(perp)).last;
    const order = await linear.createOrder(perp, 'market', 'buy', 0.01, undefined, { stopLoss: { triggerPrice: Number(linear.priceToPrecision(perp, last * 0.95)) } });
    const [position] = await linear.fetchPositions([perp]);
    assert.deepEqual([position.side, position.contracts], ['long', 0.01]);
    assert.ok((await linear.fetchMyTrades(perp)).some(t => t.order === order.id));
    await linear.createOrder(perp, 'market', 'sell', 0.01, undefined, { reduceOnly: true });
    assert.equal((await linear.fetchOpenOrders(perp, undefined, undefined, { trigger: true })).length, 0);
  });

  await test('ccxt buys and sells spot with the fee in the right coin', async () => {
    await spot.loadMarkets();
    const before = await spot.fetchBalance();
    await spot.createOrder(pair, 'market', 'buy', 0.01, (await spot.fetchTicker(pair)).last);
    const [fill] = (await spot.fetchMyTrades(pair)).slice(-1);
    assert.equal(fill.fee.currency, 'BTC');
    const after = await spot.fetchBalance();
    assert.ok(after.BTC.total > before.BTC.total && after.USDT.total < before.USDT.total);
    await spot.createOrder(pair, 'market', 'sell', 0.005);
    assert.equal((await spot.fetchMyTrades(pair)).slice(-1)[0].fee.currency, 'USDT');
  });

  await test('ccxt refuses what the exchange refuses, with its own exceptions', async () => {
    await assert.rejects(spot.createOrder(pair, 'limit', 'buy', 40, 90_000), ccxt.InsufficientFunds);
    const wrong = await client(exchange, 'swap');
    wrong.secret = 'not-it';
    await assert.rejects(wrong.fetchBalance(), ccxt.AuthenticationError);
  });

  await test('ccxt watches book, trades, ticker and bars', async () => {
    const book = await within(8000, linear.watchOrderBook(perp), 'book');
    assert.ok(book.bids.length > 10);
    await within(8000, linear.watchOrderBook(perp), 'second book');
    assert.ok((await within(8000, linear.watchTrades(perp), 'trades')).length > 0);
    assert.ok((await within(8000, linear.watchTicker(perp), 'ticker')).last > 0);
    assert.ok((await within(8000, linear.watchOHLCV(perp, '1m'), 'bars')).length > 0);
    assert.ok((await within(8000, spot.watchOrderBook(pair), 'spot book')).asks.length > 10);
  });

  await test('ccxt watches its own orders and fills', async () => {
    const orders = linear.watchOrders(perp);
    const fills = linear.watchMyTrades(perp);
    await within(8000, (async () => {
      // Subscriptions have no ack in ccxt: trade until the stream answers.
      let done = false;
      Promise.all([orders, fills]).then(() => { done = true; });
      while (!done) {
        await linear.createOrder(perp, 'market', 'buy', 0.001);
        await linear.createOrder(perp, 'market', 'sell', 0.001);
        await new Promise(r => setTimeout(r, 700));
      }
    })(), 'order stream');
    assert.ok((await orders).length > 0 && (await fills).length > 0);
  });

  await test('ccxt trades over the trade socket', async () => {
    const at = Number(linear.priceToPrecision(perp, (await linear.fetchTicker(perp)).last * 0.9));
    const order = await within(8000, linear.createOrderWs(perp, 'limit', 'buy', 0.01, at), 'ack');
    await within(8000, linear.editOrderWs(order.id, perp, 'limit', 'buy', 0.02, at), 'edit ack');
    await within(8000, linear.cancelOrderWs(order.id, perp), 'cancel ack');
    assert.equal((await linear.fetchOpenOrders(perp)).length, 0);
  });

  // ccxt rejects every open watch when it closes; that is no failure here.
  process.on('unhandledRejection', error => { if (!(error instanceof ccxt.ExchangeClosedByUser)) throw error; });
  await linear.close();
  await spot.close();
}
