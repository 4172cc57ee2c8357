using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>A point of an arm's curve: net and gross return since the start (shares of starting capital) and drawdown in [0, 1].</summary>
public readonly record struct CurvePoint(Timestamp Time, double Net, double Gross, double Drawdown);
