using Ats.Benchmarks;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Ats.Benchmarks -- --quick all           a minute, self-timed, best of several
// dotnet run -c Release --project bench/Ats.Benchmarks -- make-bars FILE [ROWS] the seeded CSV of one-second bars the figures stand on
// dotnet run -c Release --project bench/Ats.Benchmarks -- --filter *Sma* --job short
switch (args)
{
    case ["--quick", var which, ..]:
        if (which is "engine" or "all") QuickEngine.Run();
        if (which is "process" or "all") QuickProcess.Run();
        if (which is "indicators" or "all") QuickIndicators.Run();
        if (which is "book" or "all") QuickBook.Run();
        if (which is "marketdata" or "all") QuickMarketData.Run();
        if (which is "matching" or "all") QuickMatching.Run();
        if (which is "bybit" or "all") QuickBybit.Run();
        if (which is "exchange" or "all") QuickExchange.Run();
        if (which is "live" or "all") QuickLive.Run();
        if (which is "forecaster" or "all") await QuickForecaster.Run();
        if (which is "exchange-serve") QuickExchange.Serve();
        if (which is "market" or "all") QuickMarket.Run();
        if (which is "features" or "all") QuickFeatures.Run();
        if (which is "memory" or "all") QuickMemory.Run();
        if (which is "forecast" or "all") QuickForecast.Run();
        return 0;
    case ["make-bars", var file, ..]:
        BarsFile.Write(file, args.Length > 2 ? int.Parse(args[2]) : 1_000_000);
        Console.WriteLine($"{file}: {new FileInfo(file).Length:N0} bytes");
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(QuickMarketData).Assembly).Run(args);
        return 0;
}
