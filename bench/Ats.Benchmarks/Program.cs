using Ats.Benchmarks;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Ats.Benchmarks -- --quick marketdata    seconds, self-timed, best of several
// dotnet run -c Release --project bench/Ats.Benchmarks -- --filter *MarketData* --job short
if (args is ["--quick", "marketdata", ..])
{
    QuickMarketData.Run();
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(QuickMarketData).Assembly).Run(args);
return 0;
