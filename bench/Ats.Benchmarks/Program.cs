using Ats.Benchmarks;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Ats.Benchmarks -- --quick all           seconds, self-timed, best of several
// dotnet run -c Release --project bench/Ats.Benchmarks -- --filter *Sma* --job short
if (args is ["--quick", var which, ..])
{
    if (which is "marketdata" or "all") QuickMarketData.Run();
    if (which is "engine" or "all") QuickEngine.Run();
    if (which is "matching" or "all") QuickMatching.Run();
    if (which is "exchange" or "all") QuickExchange.Run();
    if (which is "exchange-serve") QuickExchange.Serve();
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(QuickMarketData).Assembly).Run(args);
return 0;
