namespace Ats.MarketData.Csv;

/// <summary>One column of the text and the tape column it becomes.</summary>
/// <param name="Source">Number of the field in its line, from 0.</param>
/// <param name="Target">A column of <c>EventColumns</c>; -1 for a field that is only checked.</param>
/// <param name="Type">How the text reads.</param>
/// <param name="Decimals">Fixed-point decimals of a number (a time in ms becomes ns with 6); the bit of a <see cref="CsvFieldType.FlagBit"/>.</param>
internal readonly record struct CsvField(int Source, int Target, CsvFieldType Type, int Decimals = 0);
